/** What a front end implements and is given. Found by ServiceLoader. */
package io.motet.broker.spi;
