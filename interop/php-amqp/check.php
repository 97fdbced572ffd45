#!/usr/bin/env php
<?php
// php-amqp: the PECL extension over librabbitmq. Every entry of $checks is one test on its own connection.

declare(strict_types=1);

function connect(string $password = 'guest', string $vhost = '/'): AMQPConnection
{
    $connection = new AMQPConnection([
        'host' => getenv('BROKER_HOST') ?: '127.0.0.1',
        'port' => (int) (getenv('BROKER_PORT') ?: 5672),
        'login' => 'guest',
        'password' => $password,
        'vhost' => $vhost,
        'read_timeout' => 10,
    ]);
    $connection->connect();
    return $connection;
}

function name(string $what): string
{
    return "php-$what-" . bin2hex(random_bytes(4));
}

function expectEqual(mixed $expected, mixed $actual): void
{
    if ($expected !== $actual) {
        throw new Exception('expected ' . json_encode($expected) . ', got ' . json_encode($actual));
    }
}

function expectError(string $class, int $code, string $text, callable $action): void
{
    try {
        $action();
    } catch (AMQPException $error) {
        if (!$error instanceof $class || !str_contains($error->getMessage(), $text)) {
            throw new Exception('expected ' . "$class: $text, got " . get_class($error) . ': ' . $error->getMessage());
        }
        expectEqual($code, $error->getCode());
        return;
    }
    throw new Exception("expected $class: $text");
}

function temporaryQueue(AMQPChannel $channel, array $arguments = []): AMQPQueue
{
    $queue = new AMQPQueue($channel);
    $queue->setName(name('q'));
    $queue->setFlags(AMQP_EXCLUSIVE);
    $queue->setArguments($arguments);
    $queue->declareQueue();
    return $queue;
}

/** The default exchange, or a new one of the given type. */
function exchange(AMQPChannel $channel, ?string $type = null): AMQPExchange
{
    $exchange = new AMQPExchange($channel);
    if ($type !== null) {
        $exchange->setName(name($type));
        $exchange->setType($type);
        $exchange->setFlags(AMQP_AUTODELETE);
        $exchange->declareExchange();
    }
    return $exchange;
}

function getWithin(AMQPQueue $queue, float $seconds = 5, int $flags = AMQP_NOPARAM): AMQPEnvelope
{
    $deadline = microtime(true) + $seconds;
    do {
        $envelope = $queue->get($flags);
        if ($envelope) {
            return $envelope;
        }
        usleep(20_000);
    } while (microtime(true) < $deadline);
    throw new Exception("no message within $seconds s");
}

function drain(AMQPQueue $queue): array
{
    usleep(200_000); // routing to several queues is not instant
    $bodies = [];
    while ($envelope = $queue->get(AMQP_AUTOACK)) {
        $bodies[] = $envelope->getBody();
    }
    return $bodies;
}

$checks = [
    'publish, consume, ack with properties' => function (AMQPChannel $channel) {
        $queue = new AMQPQueue($channel);
        $queue->setFlags(AMQP_EXCLUSIVE);
        $queue->declareQueue();
        expectEqual(true, str_starts_with($queue->getName(), 'amq.gen-'));
        $headers = ['text' => 'żółw', 'number' => 7, 'yes' => true, 'table' => ['deep' => 'x'], 'list' => ['x', 'y']];
        exchange($channel)->publish('hello', $queue->getName(), AMQP_NOPARAM, [
            'content_type' => 'text/plain', 'delivery_mode' => 2, 'priority' => 3, 'correlation_id' => 'c',
            'reply_to' => 'r', 'expiration' => '60000', 'message_id' => 'm', 'timestamp' => 1700000000,
            'type' => 't', 'app_id' => 'a', 'headers' => $headers,
        ]);
        $queue->consume(function (AMQPEnvelope $envelope, AMQPQueue $queue) use ($headers): bool {
            expectEqual('hello', $envelope->getBody());
            expectEqual($headers, $envelope->getHeaders());
            expectEqual(
                ['text/plain', 3, 'c', 'r', '60000', 'm', 't', 'a', false],
                [
                    $envelope->getContentType(), $envelope->getPriority(), $envelope->getCorrelationId(),
                    $envelope->getReplyTo(), $envelope->getExpiration(), $envelope->getMessageId(),
                    $envelope->getType(), $envelope->getAppId(), $envelope->isRedelivery(),
                ]
            );
            expectEqual(1700000000, (int) $envelope->getTimestamp());
            $queue->ack($envelope->getDeliveryTag());
            return false; // stop consuming
        });
        $queue->cancel();
        expectEqual([], drain($queue));
    },

    'large and empty bodies' => function (AMQPChannel $channel) {
        $queue = temporaryQueue($channel);
        foreach ([0, 1, 131064, 131065, 2_000_000] as $size) {
            exchange($channel)->publish(str_repeat('x', $size), $queue->getName());
            expectEqual($size, strlen((string) getWithin($queue, flags: AMQP_AUTOACK)->getBody()));
        }
    },

    'nack and reject with requeue' => function (AMQPChannel $channel) {
        $queue = temporaryQueue($channel);
        foreach (['a', 'b', 'c'] as $body) {
            exchange($channel)->publish($body, $queue->getName());
        }
        $taken = [getWithin($queue), getWithin($queue), getWithin($queue)];
        $queue->reject($taken[2]->getDeliveryTag(), AMQP_REQUEUE);
        $queue->nack($taken[1]->getDeliveryTag(), AMQP_REQUEUE | AMQP_MULTIPLE);
        $again = getWithin($queue);
        expectEqual(['a', true], [$again->getBody(), $again->isRedelivery()]);
        $queue->reject($again->getDeliveryTag());
        expectEqual(['b', 'c'], drain($queue));
    },

    'prefetch' => function (AMQPChannel $channel) {
        $channel->qos(0, 2);
        $queue = temporaryQueue($channel);
        foreach (range(1, 5) as $number) {
            exchange($channel)->publish("$number", $queue->getName());
        }
        $seen = [];
        $queue->getConnection()->setReadTimeout(0.5);
        try {
            $queue->consume(function (AMQPEnvelope $envelope) use (&$seen) {
                $seen[] = $envelope->getBody();
            });
        } catch (AMQPQueueException | AMQPConnectionException $timeout) {
            expectEqual('Consumer timeout exceed', $timeout->getMessage());
        }
        expectEqual(['1', '2'], $seen);
    },

    'publisher confirms and nacks' => function (AMQPChannel $channel) {
        $channel->confirmSelect();
        $acked = 0;
        $nacked = 0;
        $channel->setConfirmCallback(
            function (int $tag, bool $multiple) use (&$acked): bool {
                $acked = $multiple ? $tag : $acked + 1;
                return $acked < 5;
            },
            function (int $tag) use (&$nacked): bool {
                $nacked = $tag;
                return false;
            }
        );
        $queue = temporaryQueue($channel, ['x-max-length' => 5, 'x-overflow' => 'reject-publish']);
        for ($i = 0; $i < 5; $i++) {
            exchange($channel)->publish('fits', $queue->getName(), AMQP_NOPARAM, ['delivery_mode' => 2]);
        }
        $channel->waitForConfirm(5.0);
        exchange($channel)->publish('too much', $queue->getName());
        $channel->waitForConfirm(5.0);
        expectEqual([5, 6], [$acked, $nacked]);
    },

    'mandatory return' => function (AMQPChannel $channel) {
        $returned = null;
        $channel->setReturnCallback(
            function (int $code, string $text, string $exchange, string $key, $properties, string $body) use (&$returned): bool {
                $returned = [$code, $text, $exchange, $body];
                return false;
            }
        );
        exchange($channel)->publish('lost', name('nowhere'), AMQP_MANDATORY);
        $channel->waitForBasicReturn(5.0);
        expectEqual([312, 'NO_ROUTE', '', 'lost'], $returned);
    },

    'rpc with a reply queue' => function (AMQPChannel $channel) {
        $requests = temporaryQueue($channel);
        $replies = temporaryQueue($channel);
        exchange($channel)->publish('20', $requests->getName(), AMQP_NOPARAM, [
            'reply_to' => $replies->getName(), 'correlation_id' => 'c-1',
        ]);
        $request = getWithin($requests);
        exchange($channel)->publish((string) (2 * (int) $request->getBody()), $request->getReplyTo(), AMQP_NOPARAM, [
            'correlation_id' => $request->getCorrelationId(),
        ]);
        $reply = getWithin($replies);
        expectEqual(['40', 'c-1'], [$reply->getBody(), $reply->getCorrelationId()]);
    },

    'direct reply-to' => function (AMQPChannel $channel) {
        $requests = temporaryQueue($channel);
        $replies = new AMQPQueue($channel);
        $replies->setName('amq.rabbitmq.reply-to');
        $replies->consume(null, AMQP_AUTOACK); // registers the consumer; its messages come below
        exchange($channel)->publish('ping', $requests->getName(), AMQP_NOPARAM, ['reply_to' => 'amq.rabbitmq.reply-to']);
        $server = new AMQPChannel($channel->getConnection());
        $served = new AMQPQueue($server);
        $served->setName($requests->getName());
        $request = getWithin($served);
        exchange($server)->publish('pong', $request->getReplyTo());
        $replies->consume(function (AMQPEnvelope $envelope): bool {
            expectEqual('pong', $envelope->getBody());
            return false;
        }, AMQP_JUST_CONSUME);
    },

    'exchanges of every type' => function (AMQPChannel $channel) {
        $routed = function (string $type, array $bindings, array $messages) use ($channel): array {
            $exchange = exchange($channel, $type);
            $queues = [];
            foreach ($bindings as [$key, $arguments]) {
                $queue = temporaryQueue($channel);
                $queue->bind($exchange->getName(), $key, $arguments);
                $queues[] = $queue;
            }
            foreach ($messages as [$key, $headers]) {
                $exchange->publish($key, $key, AMQP_NOPARAM, ['headers' => $headers]);
            }
            return array_map('drain', $queues);
        };
        $keys = [['a.b', []], ['a.b.c', []], ['b', []]];
        expectEqual([['b'], ['a.b']], $routed(AMQP_EX_TYPE_DIRECT, [['b', []], ['a.b', []]], $keys));
        expectEqual([['a.b', 'a.b.c', 'b']], $routed(AMQP_EX_TYPE_FANOUT, [['', []]], $keys));
        expectEqual([['a.b'], ['a.b', 'a.b.c']], $routed(AMQP_EX_TYPE_TOPIC, [['a.*', []], ['a.#', []]], $keys));
        expectEqual([['both'], ['both', 'one']], $routed(
            AMQP_EX_TYPE_HEADERS,
            [['', ['x-match' => 'all', 'x' => 1, 'y' => 'z']], ['', ['x-match' => 'any', 'x' => 1, 'y' => 'z']]],
            [['both', ['x' => 1, 'y' => 'z']], ['one', ['x' => 1]], ['none', ['x' => 2]]]
        ));
    },

    'exchange-to-exchange binding' => function (AMQPChannel $channel) {
        $outer = exchange($channel, AMQP_EX_TYPE_DIRECT);
        $inner = exchange($channel, AMQP_EX_TYPE_FANOUT);
        $inner->bind($outer->getName(), 'go');
        $queue = temporaryQueue($channel);
        $queue->bind($inner->getName());
        $outer->publish('in', 'go');
        $outer->publish('out', 'stay');
        expectEqual(['in'], drain($queue));
    },

    'dead letters' => function (AMQPChannel $channel) {
        $dead = temporaryQueue($channel);
        $dying = temporaryQueue($channel, [
            'x-message-ttl' => 50, 'x-dead-letter-exchange' => '', 'x-dead-letter-routing-key' => $dead->getName(),
        ]);
        exchange($channel)->publish('old', $dying->getName());
        $death = getWithin($dead)->getHeader('x-death')[0];
        expectEqual(['expired', $dying->getName(), 1], [$death['reason'], $death['queue'], (int) $death['count']]);
    },

    'transactions' => function (AMQPChannel $channel) {
        $queue = temporaryQueue($channel);
        $channel->startTransaction();
        exchange($channel)->publish('undone', $queue->getName());
        $channel->rollbackTransaction();
        exchange($channel)->publish('done', $queue->getName());
        $channel->commitTransaction();
        expectEqual(['done'], drain($queue));
    },

    'purge and delete' => function (AMQPChannel $channel) {
        $queue = temporaryQueue($channel);
        for ($i = 0; $i < 3; $i++) {
            exchange($channel)->publish('x', $queue->getName());
        }
        usleep(200_000); // a publish without a confirm may still be on its way
        expectEqual(3, $queue->declareQueue());
        $queue->purge();
        exchange($channel)->publish('x', $queue->getName());
        usleep(200_000);
        expectEqual(1, $queue->delete());
    },

    'channel errors' => function (AMQPChannel $channel) {
        $connection = $channel->getConnection();
        $missing = name('missing');
        expectError(AMQPQueueException::class, 404, "NOT_FOUND - no queue '$missing' in vhost '/'", function () use ($connection, $missing) {
            $queue = new AMQPQueue(new AMQPChannel($connection));
            $queue->setName($missing);
            $queue->setFlags(AMQP_PASSIVE);
            $queue->declareQueue();
        });
        // Not an exclusive queue: RabbitMQ ignores "durable" for those.
        $queue = new AMQPQueue($channel);
        $queue->setName(name('q'));
        $queue->setFlags(AMQP_AUTODELETE);
        $queue->declareQueue();
        $text = "PRECONDITION_FAILED - inequivalent arg 'durable' for queue '{$queue->getName()}' in vhost '/': "
            . "received 'true' but current is 'false'";
        expectError(AMQPQueueException::class, 406, $text, function () use ($connection, $queue) {
            $other = new AMQPQueue(new AMQPChannel($connection));
            $other->setName($queue->getName());
            $other->setFlags(AMQP_DURABLE | AMQP_AUTODELETE);
            $other->declareQueue();
        });
        $queue->delete();
        expectEqual(true, $connection->isConnected());
    },

    'login errors' => function () {
        // librabbitmq reports the server's reason in its own words.
        expectError(AMQPConnectionException::class, 403, 'ACCESS_REFUSED', fn () => connect('wrong'));
        expectError(AMQPConnectionException::class, 530, 'vhost nope not found', fn () => connect('guest', 'nope'));
    },
];

$failed = 0;
foreach ($checks as $title => $check) {
    try {
        $check(new AMQPChannel(connect()));
        echo "  ok   $title\n";
    } catch (Throwable $error) {
        $failed++;
        echo "  FAIL $title\n", get_class($error), ': ', $error->getMessage(), ' at line ', $error->getLine(), "\n";
    }
}
exit($failed ? 1 : 0);
