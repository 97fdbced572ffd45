/** Tests of the rules for access. */
package io.motet.kafka.acl;
