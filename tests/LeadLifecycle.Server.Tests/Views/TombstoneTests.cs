using Npgsql;

namespace LeadLifecycle.Server.Tests.Views;

/// <summary>The event store fills positions that a lost race had drawn with rows of its own; they are no facts and nobody is told of them.</summary>
public sealed class TombstoneTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task a_filled_position_is_in_no_feed_and_stops_no_view()
    {
        var server = fixture.Server;
        await server.Tell(Wire.Captured("before"));
        await Fill();
        var last = await server.Tell(Wire.Captured("after"));

        (await server.Get($"/v1/funnel?waitFor={last}"))["totals"]!.Counts("cycles").ShouldBe([2]);
        (await server.Get($"/v1/events?waitFor={last}"))["events"]!.AsArray().Select(e => e!.Text("type")).ShouldBe(["lead.captured", "lead.captured"]);
    }

    /// <summary>As the store writes them: in a stream of their own, under its own name.</summary>
    private async Task Fill()
    {
        await using var database = NpgsqlDataSource.Create(fixture.ConnectionString);
        await using var command = database.CreateCommand("""
            insert into leads.mt_streams (id, version, tenant_id) values ('11111111-0000-0000-0000-000000000001', 1, 'main');
            insert into leads.mt_events (seq_id, id, stream_id, version, data, type, tenant_id, mt_dotnet_type)
            values (nextval('leads.mt_events_sequence'), gen_random_uuid(), '11111111-0000-0000-0000-000000000001', 1, '{}', 'tombstone', 'main', 'JasperFx.Events.Tombstone, JasperFx.Events')
            """);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
