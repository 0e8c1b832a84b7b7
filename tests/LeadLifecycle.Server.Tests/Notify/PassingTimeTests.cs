using LeadLifecycle.Server.Notify.Channels;
using Npgsql;

namespace LeadLifecycle.Server.Tests.Notify;

/// <summary>What takes hours and days, with a clock put forward by hand on a real database whose server has stopped.</summary>
public sealed class PassingTimeTests(StoppedServer stopped) : IClassFixture<StoppedServer>
{
    private const string State = "select state from leads.delivery where subscription_id = $1 order by version limit 1";
    private readonly PassingTime _time = new(stopped.Database);

    [Fact]
    public async Task a_receiver_that_is_back_after_six_hours_gets_everything_in_order()
    {
        await _time.Subscribe();
        var lead = Guid.NewGuid();
        await _time.Told(lead, 2);
        await _time.Told(lead, 3);
        await Through(TimeSpan.FromHours(6));
        _time.Answer = new Attempt(AttemptOutcome.Delivered, 200);
        var failed = _time.Sent.Count;
        await Through(TimeSpan.FromHours(11));

        _time.Sent.Skip(failed).Select(sent => sent.Version).ShouldBe([2, 3]);
        (await _time.Ask<long>("select count(*) from leads.delivery where subscription_id = $1 and state = 'delivered'")).ShouldBe(2);
        (await _time.Ask<bool>("select failing_since is null from leads.subscription where id = $1")).ShouldBeTrue();
    }

    [Fact]
    public async Task a_failing_delivery_holds_its_leads_later_ones_for_an_hour_and_no_longer()
    {
        await _time.Subscribe();
        var lead = Guid.NewGuid();
        await _time.Told(lead, 2);
        await _time.Told(lead, 3);
        await _time.Send();
        var first = _time.Sent.ShouldHaveSingleItem().At;
        await Through(TimeSpan.FromMinutes(59));
        _time.Sent.ShouldAllBe(sent => sent.Version == 2);
        await Through(TimeSpan.FromMinutes(2));

        (_time.Sent.First(sent => sent.Version == 3).At - first).ShouldBe(TimeSpan.FromHours(1), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task after_the_tenth_failure_it_is_a_dead_letter_that_can_be_sent_again()
    {
        await _time.Subscribe();
        await _time.Told(Guid.NewGuid(), 2);
        await Through(TimeSpan.FromHours(76));
        _time.Sent.Count.ShouldBe(10);
        (await _time.Ask<string>(State)).ShouldBe("exhausted");

        var subscription = (await _time.Subscriptions.Find("main", _time.Subscription, TestContext.Current.CancellationToken))!;
        var id = await _time.Ask<string>("select id from leads.delivery where subscription_id = $1");
        (await new Server.Notify.Redelivery(stopped.Database, _time).ById(subscription, [id], TestContext.Current.CancellationToken)).ShouldBe(1);
        await _time.Send();
        (await _time.Ask<string>(State)).ShouldBe("pending");
        (await _time.Ask<int>("select max(a.number) from leads.delivery_attempt a join leads.delivery d on d.id = a.delivery_id where d.subscription_id = $1")).ShouldBe(11);
    }

    [Fact]
    public async Task five_days_of_only_failures_disable_it_and_a_success_between_does_not()
    {
        await _time.Subscribe();
        await _time.Told(Guid.NewGuid(), 2);
        await Through(TimeSpan.FromDays(4));
        await _time.Told(Guid.NewGuid(), 3);
        await Through(TimeSpan.FromHours(23));
        (await StateOfIt()).ShouldBe("active");
        await Through(TimeSpan.FromHours(20));
        (await StateOfIt()).ShouldBe("disabled");
        (await _time.Ask<long>("select count(*) from leads.notification where type = 'subscription.disabled' and facts ->> 'subscription' = $1::text")).ShouldBe(1);
        (await _time.Ask<string>("select state from leads.delivery where subscription_id = $1 and version = 3")).ShouldBe("pending");
    }

    [Fact]
    public async Task a_throttled_endpoint_gets_nothing_until_the_time_it_named()
    {
        await _time.Subscribe();
        _time.Answer = new Attempt(AttemptOutcome.Throttled, 429, "throttled", null, TimeSpan.FromHours(3));
        await _time.Told(Guid.NewGuid(), 2);
        await _time.Send();
        await _time.Told(Guid.NewGuid(), 3);
        _time.Answer = new Attempt(AttemptOutcome.Delivered, 200);
        await Through(TimeSpan.FromMinutes(179));
        _time.Sent.Count.ShouldBe(1);
        await Through(TimeSpan.FromMinutes(2));

        _time.Sent.Count.ShouldBe(3);
    }

    [Fact]
    public async Task who_lost_the_lease_keeps_nothing()
    {
        await _time.Subscribe();
        await _time.Told(Guid.NewGuid(), 2);
        var slow = (await _time.Claim()).ShouldHaveSingleItem();
        (await _time.Claim()).ShouldBeEmpty();
        _time.Pass(TimeSpan.FromMinutes(2));
        var quick = (await _time.Claim()).ShouldHaveSingleItem();

        await _time.Finish(slow);
        (await _time.Ask<int>("select attempts from leads.delivery where subscription_id = $1")).ShouldBe(0);
        _time.Answer = new Attempt(AttemptOutcome.Delivered, 200);
        await _time.Finish(quick);
        (await _time.Ask<string>(State)).ShouldBe("delivered");
        quick.Id.ShouldBe(slow.Id);
    }

    /// <summary>A minute at a time.</summary>
    private async Task Through(TimeSpan time)
    {
        for (var minute = 0; minute < time.TotalMinutes; minute++)
        {
            await _time.Send();
            _time.Pass(TimeSpan.FromMinutes(1));
        }
    }

    private Task<string> StateOfIt() => _time.Ask<string>("select state from leads.subscription where id = $1");
}

/// <summary>A database as a server leaves it.</summary>
public sealed class StoppedServer(PrivateDatabases databases) : IAsyncLifetime
{
    public NpgsqlDataSource Database { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var connectionString = await databases.Create();
        await (await RunningServer.Start(connectionString)).DisposeAsync();
        Database = NpgsqlDataSource.Create(connectionString);
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
