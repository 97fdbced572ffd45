/**
 * Groups of readers that remember how far they have read topics, as administration sees them. Must
 * not know any protocol: a front end that has groups registers them here.
 */
package io.motet.broker.group;
