/** The memory account, room for message content, and the alarms that hold publishers back. */
package io.motet.broker.memory;
