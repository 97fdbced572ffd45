/** The memory account and the alarms that hold publishers back. */
package io.motet.broker.memory;
