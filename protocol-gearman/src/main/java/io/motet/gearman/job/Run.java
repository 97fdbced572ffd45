package io.motet.gearman.job;

import io.motet.broker.message.Message;
import io.motet.broker.queue.Delivery;

/**
 * One go of one worker at one job.
 *
 * @param worker who has it; compared by identity
 * @param delivery to be settled
 * @param message what the worker was given; one reference belongs to the run
 * @param replyTo where results go that are no client's here, or null
 * @param correlationId what such results carry, or null
 */
public record Run(
    Object worker, Delivery delivery, Message message, String replyTo, String correlationId) {}
