/** JeroMQ, unmodified, against a broker on a real socket. */
package io.motet.zmtp.client;
