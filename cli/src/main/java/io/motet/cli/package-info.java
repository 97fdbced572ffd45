/** What both programs share. The programs are in the packages below. */
package io.motet.cli;
