/** A broker and a plain-socket client for the tests of the Gearman front end. */
package io.motet.gearman.support;
