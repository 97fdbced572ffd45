<?php
// PHP's gearman extension: a worker in a process of its own, and a client.
$host = getenv('BROKER_HOST') ?: '127.0.0.1';
$port = (int) (getenv('BROKER_GEARMAN_PORT') ?: 4730);

function expect($condition, $what) {
    if (!$condition) {
        fwrite(STDERR, "not so: $what\n");
        exit(1);
    }
}

if (($argv[1] ?? '') === 'worker') {
    $worker = new GearmanWorker();
    $worker->addServer($host, $port);
    $worker->addFunction('php-upper', function ($job) {
        $job->sendStatus(1, 2);
        return strtoupper($job->workload());
    });
    $worker->addFunction('php-fail', function ($job) {
        $job->sendFail();
    });
    while ($worker->work());
    exit(0);
}

$process = proc_open([PHP_BINARY, __FILE__, 'worker'], [], $pipes);
register_shutdown_function(function () use ($process) {
    proc_terminate($process, 9);
});

$client = new GearmanClient();
$client->addServer($host, $port);
$client->setTimeout(20000);

expect($client->doNormal('php-upper', 'hello') === 'HELLO', 'doNormal gives the result');
expect($client->doHigh('php-upper', 'high') === 'HIGH', 'doHigh gives the result');
expect($client->doLow('php-upper', 'low', 'unique-low') === 'LOW', 'doLow gives the result');
echo "  ok do\n";

$client->doNormal('php-fail', 'x');
expect($client->returnCode() === GEARMAN_WORK_FAIL, 'a failed job says so');
echo "  ok fail\n";

$handle = $client->doBackground('php-nobody', 'data', 'php-unique');
expect($client->jobStatus($handle) === [true, false, 0, 0], 'a background job is known');
expect($client->doHighBackground('php-nobody', 'other', 'php-unique') === $handle, 'same unique, same job');
expect($client->jobStatus('H:nothing:1')[0] === false, 'an unknown job is unknown');
echo "  ok background\n";

$results = [];
$client->setCompleteCallback(function ($task) use (&$results) {
    $results[$task->unique()] = $task->data();
});
for ($i = 0; $i < 200; $i++) {
    $client->addTask('php-upper', "task $i", null, "u$i");
}
expect($client->runTasks(), 'tasks run');
expect(count($results) === 200 && $results['u7'] === 'TASK 7', 'each task has its result');
echo "  ok tasks\n";
expect($client->ping('data'), 'ping');
