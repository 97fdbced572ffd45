/**
 * The ZeroMQ front end: one port for clients and workers that all connect to it. Every protocol
 * detail is below; here are the settings and the sockets.
 */
package io.motet.zmtp;
