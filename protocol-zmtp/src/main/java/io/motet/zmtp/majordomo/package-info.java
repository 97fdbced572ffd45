/**
 * Majordomo (RFC 7 and 18) on the same port, with its management services (RFC 8) and Titanic (RFC
 * 9): clients and workers that name a service in their messages. Must not know sockets.
 */
package io.motet.zmtp.majordomo;
