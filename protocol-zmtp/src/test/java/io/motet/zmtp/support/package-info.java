/** What the tests of this module share. */
package io.motet.zmtp.support;
