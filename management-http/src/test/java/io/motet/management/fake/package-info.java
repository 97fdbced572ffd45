/** A broker without messages: enough of the model to test what HTTP makes of it. */
package io.motet.management.fake;
