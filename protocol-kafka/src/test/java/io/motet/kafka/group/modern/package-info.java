/** Stand-ins for what groups need from outside. */
package io.motet.kafka.group.modern;
