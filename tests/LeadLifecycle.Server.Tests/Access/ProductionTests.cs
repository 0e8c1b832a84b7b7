using System.Text.RegularExpressions;
using LeadLifecycle.Server.Tests.Store;

namespace LeadLifecycle.Server.Tests.Access;

/// <summary>Outside development nobody gets in without a key, and a service that nobody could get into does not start.</summary>
public sealed partial class ProductionTests(PrivateDatabases databases)
{
    private static readonly Dictionary<string, string> Production = new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["Logging__Console__FormatterName"] = "simple",
        ["Secrets__Key"] = Convert.ToBase64String(new byte[32]),
    };

    [Fact]
    public async Task it_does_not_start_while_nobody_could_sign_in()
    {
        var refused = await Should.ThrowAsync<InvalidOperationException>(async () => await (await RunningServer.Start(await databases.Create(), Production)).DisposeAsync());
        refused.Message.ShouldContain("keys create --role admin --name first");
    }

    [Fact]
    public async Task the_first_key_is_made_by_the_host_and_opens_everything_else()
    {
        var database = await databases.Create();
        var said = await ServerCommands.Run(database, "keys", "create", "--role", "admin", "--name", "first");
        var key = Key().Match(said).Value;
        key.ShouldNotBeEmpty(said);
        // Any address may be listened on; the test still asks on loopback.
        await using var server = await RunningServer.Start(database, Production);

        foreach (var path in (string[])["/v1/leads", "/v1/keys", "/metrics", "/v1/notifications/stream"])
        {
            (await server.As(null, "GET", path)).ShouldBeProblem(401, "access.unauthenticated").Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        }

        foreach (var path in (string[])["/health/live", "/health/ready", "/openapi/v1.json", "/v1/asyncapi.json"]) (await server.As(null, "GET", path)).Status.ShouldBe(200);
        (await server.As(key, "GET", "/v1/leads?colour=red")).ShouldBeProblem(400, "query.invalid");
        (await server.As(null, "GET", "/v1/nothing")).ShouldBeProblem(404, "route.unknown");
        (await server.Say("/v1/events", "{", Wire.One, ("Authorization", $"Bearer {key}"))).ShouldBeProblem(400, "event.malformed");
        var leads = await server.As(key, "GET", "/v1/leads");
        leads.Status.ShouldBe(200);
        leads.Headers.GetValues("Strict-Transport-Security").ShouldBe(["max-age=31536000"]);
        leads.Headers.Contains("Server").ShouldBeFalse();
        (await server.As(key, "GET", "/v1/audit/admin")).Json["events"]![0]!["actor"]!.ToString().ShouldBe("host");
        server.Log.ShouldNotContain(key);
        server.Log.ShouldNotContain(Production["Secrets__Key"]);
    }

    [Fact]
    public async Task what_describes_the_host_names_no_secret()
    {
        var database = await databases.Create();
        var key = Key().Match(await ServerCommands.Run(database, "keys", "create", "--role", "admin", "--name", "first")).Value;
        var described = await ServerCommands.Run(database, "describe");
        described.ShouldNotContain(key);
        described.ShouldNotContain(new Npgsql.NpgsqlConnectionStringBuilder(database).Password!);
    }

    [Fact]
    public async Task a_key_that_asks_too_often_is_told_to_wait_and_others_are_not()
    {
        await using var server = await RunningServer.Start(await databases.Create(), new Dictionary<string, string> { ["Access__Rate__PerSecond"] = "1", ["Access__Rate__Burst"] = "3" });
        var (_, hasty) = await server.NewKey(null, "ops");
        var replies = new List<Reply>();
        for (var i = 0; i < 8; i++) replies.Add(await server.As(hasty, "GET", "/v1/agreements"));
        replies[0].Status.ShouldBe(200);
        var refused = replies.First(reply => reply.Status != 200).ShouldBeProblem(429, "rate.limited");
        refused.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        (await server.As(null, "GET", "/v1/agreements")).Status.ShouldBe(200, "another principal");
    }

    [Fact]
    public async Task every_answer_has_its_headers()
    {
        await using var server = await RunningServer.Start(await databases.Create());
        foreach (var path in (string[])["/v1/leads", "/v1/nothing", "/docs", "/health/live"])
        {
            var reply = await server.As(null, "GET", path);
            reply.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            reply.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
            reply.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-ancestors 'none'");
            reply.Headers.Contains("Server").ShouldBeFalse();
        }
    }

    [GeneratedRegex("ll_[0-9a-f]{12}_[A-Za-z0-9_-]{43}")]
    private static partial Regex Key();
}
