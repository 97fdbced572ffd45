/** Who calls, and what their tags and permissions let them see. Must not know routes. */
package io.motet.management.security;
