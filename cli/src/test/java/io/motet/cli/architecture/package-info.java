/** Rules about the code of all modules, checked with every build. */
package io.motet.cli.architecture;
