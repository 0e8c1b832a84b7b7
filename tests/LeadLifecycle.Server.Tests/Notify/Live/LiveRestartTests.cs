namespace LeadLifecycle.Server.Tests.Notify.Live;

/// <summary>A client that resumes has seen everything once and in order, however the server went.</summary>
public sealed class LiveRestartTests(PrivateDatabases databases)
{
    private const int Handoffs = 200;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task over_a_restart_while_two_hundred_handoffs_are_recorded_nothing_is_missed_doubled_or_reordered(bool orderly)
    {
        var connectionString = await databases.Create();
        var seen = new List<Told>();
        var recorded = 0;
        long last;
        await using (var first = await RunningServer.Start(connectionString, LiveFixture.Settings))
        {
            await using var stream = await LiveStream.Open(first);
            var writers = Write(first, Handoffs / 2, () => Interlocked.Increment(ref recorded));
            seen.AddRange(await stream.Next(20));
            await writers;
            if (orderly) await first.Stop();
            else await first.Kill();
            (await stream.Ended).ShouldBe(orderly);
            seen.AddRange(stream.Left());
            last = stream.LastId!.Value;
        }

        await using var second = await RunningServer.Start(connectionString, LiveFixture.Settings);
        var more = Write(second, Handoffs / 2, () => Interlocked.Increment(ref recorded));
        await using var resumed = await LiveStream.Open(second, lastEventId: last);
        seen.AddRange(await resumed.Next(Handoffs - seen.Count));
        await more;

        recorded.ShouldBe(Handoffs);
        seen.Select(told => told.Id).ShouldBe(seen.Select(told => told.Id).Distinct().Order());
        seen.Select(told => (string?)told.Data["leadId"]).Distinct().Count().ShouldBe(Handoffs);
        resumed.Left().ShouldBeEmpty();
    }

    [Fact]
    public async Task a_listener_far_behind_reads_its_way_to_the_end_of_all_others()
    {
        await using var server = await RunningServer.Start(await databases.Create(), LiveFixture.Settings);
        await using var live = await LiveStream.Open(server);
        for (var batch = 0; batch < 6; batch++)
        {
            var facts = Enumerable.Range(0, 250).Select(_ => Wire.NewId()).SelectMany(subject => (System.Text.Json.Nodes.JsonObject[])
                [Wire.Fact(subject, "captured", "2026-01-01T00:00:00Z"), Wire.Fact(subject, "marketing-qualified", "2026-01-01T01:00:00Z")]);
            await server.Tell([.. facts]);
        }

        var all = (await live.Next(1500)).Select(told => told.Id).ToArray();
        await using var behind = await LiveStream.Open(server, "?after=0");
        (await behind.Next(1500)).Select(told => told.Id).ShouldBe(all);
        var lead = await server.Qualified("end");
        ((string?)(await behind.Next()).Data["leadId"], (string?)(await live.Next()).Data["leadId"]).ShouldBe((lead, lead));
    }

    private static Task Write(RunningServer server, int count, Action recorded) => Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
    {
        for (var i = 0; i < count / 4; i++)
        {
            await server.Qualified("restart");
            recorded();
        }
    }));
}
