#!/usr/bin/perl
# Gearman::Client and Gearman::Worker: a worker in a process of its own, and a client.
use strict;
use warnings;
use Gearman::Client;
use Gearman::Worker;

my $server = ($ENV{BROKER_HOST} || '127.0.0.1') . ':' . ($ENV{BROKER_GEARMAN_PORT} || 4730);

sub expect {
    my ($condition, $what) = @_;
    return if $condition;
    print STDERR "not so: $what\n";
    exit 1;
}

my $pid = fork;
if (!$pid) {
    my $worker = Gearman::Worker->new(job_servers => [$server]);
    $worker->register_function('perl-sum', sub {
        my $sum = 0;
        $sum += $_ for split /,/, $_[0]->arg;
        return $sum;
    });
    $worker->register_function('perl-fail', sub { return undef });
    $worker->register_function('perl-status', sub {
        $_[0]->set_status(3, 4);
        return 'done';
    });
    $worker->work while 1;
}
END { kill 'KILL', $pid if $pid }

my $client = Gearman::Client->new(job_servers => [$server]);
my $result = $client->do_task('perl-sum', '1,2,3', { timeout => 20 });
expect($result && $$result eq '6', 'do_task gives the result');
print "  ok do_task\n";

my $failed = 0;
my $none = $client->do_task('perl-fail', 'x', { on_fail => sub { $failed++ }, timeout => 20 });
expect(!$none, 'a failed task has no result');
print "  ok fail\n";

my @status;
$client->do_task('perl-status', 'x', { on_status => sub { @status = @_ }, timeout => 20 });
expect("@status" eq '3 4', 'status comes through');
print "  ok status\n";

my $set = $client->new_task_set;
my %sums;
for my $i (1 .. 200) {
    $set->add_task('perl-sum', "$i,1", { uniq => "p$i", on_complete => sub { $sums{$i} = ${ $_[0] } } });
}
$set->wait(timeout => 30);
expect(scalar(keys %sums) == 200 && $sums{41} == 42, 'each task of a set has its result');
print "  ok task_set\n";

my $handle = $client->dispatch_background('perl-nobody', 'data', { uniq => 'perl-unique' });
expect($handle, 'a background job has a handle');
my $known = $client->get_status($handle);
expect($known && $known->known && !$known->running, 'and is known');
print "  ok background\n";
