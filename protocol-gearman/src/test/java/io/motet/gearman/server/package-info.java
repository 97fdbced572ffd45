/** What clients and workers see, over sockets against a broker in the test's own process. */
package io.motet.gearman.server;
