using Npgsql;

namespace LeadLifecycle.Server.Tests.Notify;

/// <summary>A killed server loses nothing that is to be told, and what should be there is repaired.</summary>
public sealed class RestartTests(PrivateDatabases databases)
{
    [Fact]
    public async Task what_was_recorded_before_a_kill_is_told_after_it_under_the_same_ids()
    {
        var connectionString = await databases.Create();
        await using var receiver = await Receiver.Start();
        var back = false;
        receiver.Answer = (http, got) => Volatile.Read(ref back) ? Receiver.Status(200)(http, got) : Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        string[] told;
        await using (var first = await RunningServer.Start(connectionString, Subscribed.Settings))
        {
            var subscription = await first.Subscribe(receiver.Url + "/kept");
            for (var i = 0; i < 20; i++) await first.Qualified("kept");
            await receiver.At("/kept", 1);
            await first.Kill();
            told = [.. receiver.Got.Select(got => got.Id)];
        }

        Volatile.Write(ref back, true);
        await using var second = await RunningServer.Start(connectionString, Subscribed.Settings);
        var kept = (await second.Get("/v1/subscriptions"))["subscriptions"]![0]!;
        var deliveries = await second.DeliveriesOnce(kept, all => all.Count == 20 && all.All(delivery => (string)delivery!["state"]! == "delivered"));
        deliveries.Select(delivery => (string)delivery!["id"]!).ShouldBe(receiver.Got.Select(got => got.Id).Distinct(), ignoreOrder: true);
        told.ShouldAllBe(id => deliveries.Any(delivery => (string?)delivery!["id"] == id));
    }

    [Fact]
    public async Task an_event_without_its_row_gets_it_and_is_counted()
    {
        var connectionString = await databases.Create();
        await using var receiver = await Receiver.Start();
        await using var server = await RunningServer.Start(connectionString, Subscribed.Settings);
        var subscription = await server.Subscribe(receiver.Url + "/repaired");
        await server.Do(subscription, "pause");
        var lead = await server.Qualified("repaired");
        await server.DeliveriesOnce(subscription, all => all.Count == 1);
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var lose = database.CreateCommand("with gone as (delete from leads.delivery) delete from leads.notification");
        (await lose.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
        await server.Do(subscription, "resume");

        ((string?)(await receiver.At("/repaired", 1))[0].Data["leadId"]).ShouldBe(lead);
        server.Log.ShouldContain("1 notifiable events had no notification row");
        await Until.Holds(async () => (await server.Http.GetStringAsync("/metrics")).Contains("leads_notify_events_without_rows"), () => "no gauge", TimeSpan.FromSeconds(10));
    }
}
