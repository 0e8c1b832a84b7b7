using System.Text.Json.Nodes;
using LeadLifecycle.Server.Tests.Notify;
using Npgsql;

namespace LeadLifecycle.Server.Tests.Access;

/// <summary>A key works for as long as it should and not longer, and is nowhere to be found.</summary>
public sealed class KeyTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Route = "/v1/keys";
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task a_key_is_shown_once_and_kept_as_a_hash()
    {
        var (id, key) = await _server.NewKey(null, "sales", "marketing");

        key.ShouldMatch($"^ll_{id}_[A-Za-z0-9_-]{{43}}$");
        var shown = (await _server.Get($"{Route}/{id}")).AsObject();
        ((string?)shown["state"]).ShouldBe("active");
        shown["roles"]!.AsArray().Select(role => (string?)role).ShouldBe(["marketing", "sales"]);
        shown.ToJsonString().ShouldNotContain(key);
        (await _server.Get(Route)).ToJsonString().ShouldNotContain(key);
        _server.Log.ShouldNotContain(key);
        (await Count("select count(*) from leads.access_key t where position($1 in t::text) > 0", key[16..])).ShouldBe(0);
        (await Count("select count(*) from leads.mt_events t where position($1 in t::text) > 0", key[16..])).ShouldBe(0);
        (await _server.As(key, "GET", "/v1/leads")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task what_is_no_key_is_refused_even_in_development()
    {
        var (id, key) = await _server.NewKey(null, "admin");
        var last = key[^1] == 'A' ? 'B' : 'A';
        foreach (var sent in (string[])["", "x", key[..^1], key[..^1] + last, key + "A", $"ll_{id}_", $"ll_000000000000_{key[16..]}", key.ToUpperInvariant(), "ll_" + new string('~', 56), "eyJhbGciOiJub25lIn0.e30."])
        {
            var refused = (await _server.As(sent, "GET", "/v1/leads")).ShouldBeProblem(401, "access.unauthenticated");
            refused.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        }
    }

    [Fact]
    public async Task after_a_rotation_the_old_secret_works_for_the_overlap()
    {
        var (id, first) = await _server.NewKey(null, "ops");
        var second = await Rotate(id, 3_600);
        await Works(first, second);

        var third = await Rotate(id, 3_600);
        await Works(second, third);
        (await _server.As(first, "GET", "/v1/leads")).Status.ShouldBe(401, "two are active, not three");

        var fourth = await Rotate(id, 0);
        await Works(fourth);
        (await _server.As(third, "GET", "/v1/leads")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task a_revoked_key_stops_on_every_node()
    {
        await using var other = await RunningServer.Start(fixture.ConnectionString);
        var (id, key) = await _server.NewKey(null, "ops");
        (await other.As(key, "GET", "/v1/leads")).Status.ShouldBe(200);
        (await _server.As(key, "GET", "/v1/leads")).Status.ShouldBe(200);

        ((string?)(await _server.As(null, "DELETE", $"{Route}/{id}")).Json["state"]).ShouldBe("revoked");

        (await _server.As(key, "GET", "/v1/leads")).ShouldBeProblem(401, "access.unauthenticated");
        await Until.Holds(async () => (await other.As(key, "GET", "/v1/leads")).Status == 401, () => "it still works", TimeSpan.FromSeconds(5));
        (await _server.As(null, "POST", $"{Route}/{id}/rotate", new JsonObject())).ShouldBeProblem(404, "key.unknown");
    }

    [Fact]
    public async Task an_expired_key_stops()
    {
        var (id, key) = await _server.NewKey(null, "ops");
        (await _server.As(key, "GET", "/v1/leads")).Status.ShouldBe(200);
        await using var database = NpgsqlDataSource.Create(fixture.ConnectionString);
        await using (var expire = database.CreateCommand("update leads.access_key set expires_at = now() where id = $1"))
        {
            expire.Parameters.Add(new() { Value = id });
            await expire.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await Until.Holds(async () => (await _server.As(key, "GET", "/v1/leads")).Status == 401, () => "it still works", TimeSpan.FromSeconds(5));
        ((string?)(await _server.Get($"{Route}/{id}"))["state"]).ShouldBe("expired");
    }

    [Theory]
    [InlineData("""{"roles":["ops"]}""", "/name")]
    [InlineData("""{"name":"n"}""", "/roles")]
    [InlineData("""{"name":"n","roles":[]}""", "/roles")]
    [InlineData("""{"name":"n","roles":["root"]}""", "/roles")]
    [InlineData("""{"name":"n","roles":["ops"],"expiresAt":"2020-01-01T00:00:00Z"}""", "/expiresAt")]
    [InlineData("""{"name":"n","roles":["ops"],"workspace":"other"}""", "/workspace")]
    public async Task a_key_that_is_not_well_asked_for_is_not_made(string body, string pointer) =>
        (await _server.As(null, "POST", Route, JsonNode.Parse(body))).ShouldBeProblem(400, "event.malformed", pointer);

    private async Task<string> Rotate(string id, int overlapSeconds) =>
        (string)(await _server.As(null, "POST", $"{Route}/{id}/rotate", new JsonObject { ["overlapSeconds"] = overlapSeconds })).Json["key"]!;

    private async Task Works(params string[] keys)
    {
        foreach (var key in keys) (await _server.As(key, "GET", "/v1/leads")).Status.ShouldBe(200);
    }

    private async Task<long> Count(string sql, string value)
    {
        await using var database = NpgsqlDataSource.Create(fixture.ConnectionString);
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = value });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
