/**
 * The routes of the API, one class per concept: what is asked for, may the caller, which part of
 * the broker does it, which view shows it.
 */
package io.motet.management.resource;
