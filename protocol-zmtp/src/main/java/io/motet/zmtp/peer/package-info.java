/**
 * What peers of each socket type do with queues and exchanges, one class per role. Must not know
 * how bytes come in or which mechanism secures them.
 */
package io.motet.zmtp.peer;
