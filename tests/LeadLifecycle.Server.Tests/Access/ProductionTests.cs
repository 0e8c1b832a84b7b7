using LeadLifecycle.Server.Tests.Store;

namespace LeadLifecycle.Server.Tests.Access;

/// <summary>Outside development nobody gets in without a key, and a service that nobody could get into does not start.</summary>
public sealed class ProductionTests(ProductionServer fixture, PrivateDatabases databases) : IClassFixture<ProductionServer>
{
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task it_does_not_start_while_nobody_could_sign_in()
    {
        var refused = await Should.ThrowAsync<InvalidOperationException>(async () => await (await RunningServer.Start(await databases.Create(), ProductionServer.Environment)).DisposeAsync());
        refused.Message.ShouldContain("keys create --role admin --name first");
    }

    [Fact]
    public async Task without_a_key_only_what_shows_nothing_is_answered()
    {
        foreach (var path in (string[])["/v1/leads", "/v1/keys", "/metrics", "/v1/notifications/stream"])
        {
            (await _server.As(null, "GET", path)).ShouldBeProblem(401, "access.unauthenticated").Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        }

        foreach (var path in (string[])["/health/live", "/health/ready", "/openapi/v1.json", "/v1/asyncapi.json", "/docs"]) (await _server.As(null, "GET", path)).Status.ShouldBe(200);
        (await _server.As(null, "GET", "/v1/nothing")).ShouldBeProblem(404, "route.unknown");
    }

    [Fact]
    public async Task the_key_the_host_made_opens_it()
    {
        (await _server.As(fixture.Key, "GET", "/v1/leads?colour=red")).ShouldBeProblem(400, "query.invalid");
        (await _server.Say("/v1/events", "{", Wire.One, ("Authorization", $"Bearer {fixture.Key}"))).ShouldBeProblem(400, "event.malformed");
        (await _server.As(fixture.Key, "GET", "/v1/leads")).Status.ShouldBe(200);
        (await _server.As(fixture.Key, "GET", "/metrics")).Status.ShouldBe(200);
        ((string?)(await _server.As(fixture.Key, "GET", "/v1/audit/changes")).Json["events"]![0]!["actor"]).ShouldBe("host");
        _server.Log.ShouldNotContain(fixture.Key);
        _server.Log.ShouldNotContain(ProductionServer.Environment["Secrets__Key"]);
    }

    [Fact]
    public async Task what_describes_the_host_names_no_secret()
    {
        var described = await ServerCommands.Run(fixture.ConnectionString, "describe");
        described.ShouldNotContain(fixture.Key);
        described.ShouldNotContain(new Npgsql.NpgsqlConnectionStringBuilder(fixture.ConnectionString).Password!);
    }

    [Fact]
    public async Task a_key_that_asks_too_often_is_told_to_wait_and_others_are_not()
    {
        var (_, hasty) = await _server.NewKey(fixture.Key, "ops");
        var replies = new List<Reply>();
        for (var i = 0; i < 45; i++) replies.Add(await _server.As(hasty, "GET", "/v1/agreements"));
        replies[0].Status.ShouldBe(200);
        var refused = replies.First(reply => reply.Status != 200).ShouldBeProblem(429, "rate.limited");
        refused.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        (await _server.As(fixture.Key, "GET", "/v1/agreements")).Status.ShouldBe(200, "another key");
    }

    [Fact]
    public async Task every_answer_has_its_headers()
    {
        foreach (var path in (string[])["/v1/leads", "/v1/nothing", "/docs", "/health/live"])
        {
            var reply = await _server.As(null, "GET", path);
            reply.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            reply.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
            reply.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-ancestors 'none'");
            reply.Headers.GetValues("Strict-Transport-Security").ShouldBe(["max-age=31536000"]);
            reply.Headers.Contains("Server").ShouldBeFalse();
        }
    }
}
