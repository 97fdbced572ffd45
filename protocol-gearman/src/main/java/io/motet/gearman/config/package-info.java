/** The settings of the Gearman front end and what they are read into. Must not know jobs. */
package io.motet.gearman.config;
