/**
 * From a request to its handler: the table of routes, who may call them, the errors and the shape
 * of answers. Must not know what any route answers.
 */
package io.motet.management.route;
