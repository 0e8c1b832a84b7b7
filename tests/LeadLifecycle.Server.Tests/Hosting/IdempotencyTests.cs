using System.Text;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Tests.Notify;
using Npgsql;

namespace LeadLifecycle.Server.Tests.Hosting;

/// <summary>A request under an idempotency key is done once, however often and from wherever it comes.</summary>
public sealed class IdempotencyTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Route = "/v1/subscriptions";
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task a_repetition_is_answered_as_the_first_was()
    {
        var (name, key) = (Wire.NewId(), Wire.NewId());
        var first = await Subscribe(name, key);
        first.Status.ShouldBe(201, first.Text);
        first.Headers.Contains("Idempotent-Replayed").ShouldBeFalse();

        var again = await Subscribe(name, key);
        again.Status.ShouldBe(201);
        again.Text.ShouldBe(first.Text);
        again.MediaType!.ToString().ShouldBe(first.MediaType!.ToString());
        again.Headers.Location.ShouldBe(first.Headers.Location);
        again.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        (await Named(name)).ShouldBe(1);
    }

    [Fact]
    public async Task without_a_key_or_under_another_it_is_another_request()
    {
        var name = Wire.NewId();
        foreach (var key in (string[])["", "", "\"a\"", "a"]) (await Subscribe(name, key.Length == 0 ? "" : name + key)).Status.ShouldBe(201);
        (await Named(name)).ShouldBe(4);
    }

    [Fact]
    public async Task the_same_key_on_another_path_is_another_request()
    {
        var (a, b, key) = (Wire.NewId(), Wire.NewId(), Wire.NewId());
        var ids = new[] { (await Subscribe(a, Wire.NewId())).Json["id"], (await Subscribe(b, Wire.NewId())).Json["id"] };
        foreach (var id in ids) ((string?)(await Say($"{Route}/{id}/pause", "{}", key)).Json["id"]).ShouldBe((string?)id);
    }

    [Fact]
    public async Task another_request_under_the_same_key_is_refused()
    {
        var key = Wire.NewId();
        (await Subscribe(Wire.NewId(), key)).Status.ShouldBe(201);
        var name = Wire.NewId();
        (await Subscribe(name, key)).ShouldBeProblem(422, "idempotency.key-reused");
        (await Named(name)).ShouldBe(0);
    }

    [Fact]
    public async Task a_refusal_is_an_answer_too()
    {
        var key = Wire.NewId();
        var first = (await Say(Route, """{"name":7}""", key)).ShouldBeProblem(400, "event.malformed", "/name");
        var again = (await Say(Route, """{"name":7}""", key)).ShouldBeProblem(400, "event.malformed", "/name");
        again.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        again.Text.ShouldBe(first.Text);
    }

    [Fact]
    public async Task of_many_at_once_one_is_done()
    {
        var (name, key) = (Wire.NewId(), Wire.NewId());
        var replies = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => Subscribe(name, key)));

        (await Named(name)).ShouldBe(1);
        foreach (var waiting in replies.Where(reply => reply.Status != 201))
        {
            waiting.ShouldBeProblem(409, "idempotency.key-in-use").Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        }

        var done = replies.Where(reply => reply.Status == 201).ToArray();
        done.Count(reply => !reply.Headers.Contains("Idempotent-Replayed")).ShouldBe(1);
        done.Select(reply => reply.Text).Distinct().ShouldHaveSingleItem();
        (await Subscribe(name, key)).Text.ShouldBe(done[0].Text);
    }

    [Fact]
    public async Task one_under_way_is_waited_for_and_one_that_died_is_taken_over()
    {
        var (name, key) = (Wire.NewId(), Wire.NewId());
        var id = (await Subscribe(name, Wire.NewId())).Json["id"];
        var path = $"{Route}/{id}/rotate-secret";
        var first = await Say(path, "{}", key);
        first.Status.ShouldBe(200, first.Text);

        await Sql($"update leads.idempotency set status = null, claimed_at = now() - interval '119 seconds' where route = '{path}'");
        (await Say(path, "{}", key)).ShouldBeProblem(409, "idempotency.key-in-use").Headers.RetryAfter.ShouldNotBeNull();
        await Sql($"update leads.idempotency set claimed_at = now() - interval '121 seconds' where route = '{path}'");
        (await Say(path, """{"secret":null}""", key)).ShouldBeProblem(422, "idempotency.key-reused");
        var second = await Say(path, "{}", key);
        second.Status.ShouldBe(200, second.Text);
        ((string?)second.Json["secret"]).ShouldNotBe((string?)first.Json["secret"]);
        (await Say(path, "{}", key)).Text.ShouldBe(second.Text);
    }

    [Fact]
    public async Task what_was_begun_goes_on_when_the_client_hangs_up()
    {
        var proposed = await Say("/v1/agreements/sla", """{"content":{"targets":{"acceptance":"3h"}},"team":"sales","actor":"u1"}""", Wire.NewId());
        proposed.Status.ShouldBe(201, proposed.Text);
        var (path, body, key) = ($"/v1/agreements/sla/versions/{proposed.Json["version"]}/sign", """{"team":"marketing","actor":"u2"}""", Wire.NewId());

        // Signing answers a second later, when the version is in force; the client goes as soon as it has begun.
        using var leaving = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json"), Headers = { { "Idempotency-Key", key } } };
        request.Content.Headers.ContentType!.CharSet = null;
        var left = _server.Http.SendAsync(request, leaving.Token);
        await Until.Holds(async () => await Count("select count(*) from leads.idempotency where route = $1", path) == 1, () => "not begun", TimeSpan.FromSeconds(30));
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => left);

        var again = await Say(path, body, key);
        await Until.Holds(async () => (again = await Say(path, body, key)).Status != 409, () => again.Text, TimeSpan.FromSeconds(30));
        again.Status.ShouldBe(200, again.Text);
        again.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        ((string?)again.Json["state"]).ShouldBe("in-force");
    }

    [Fact]
    public async Task a_failure_is_not_remembered()
    {
        var (name, key) = (Wire.NewId(), Wire.NewId());
        var id = (await Subscribe(name, Wire.NewId())).Json["id"];
        await Sql("alter table leads.delivery rename to delivery_away");
        var away = await Say($"{Route}/{id}/resume", "{}", key);
        await Sql("alter table leads.delivery_away rename to delivery");
        away.ShouldBeProblem(503, "database.unavailable");

        var back = await Say($"{Route}/{id}/resume", "{}", key);
        back.Status.ShouldBe(200, back.Text);
        back.Headers.Contains("Idempotent-Replayed").ShouldBeFalse();
    }

    [Fact]
    public async Task neither_the_key_nor_a_secret_is_kept_in_the_clear()
    {
        var key = "person@key.example " + Wire.NewId();
        var secret = (string)(await Subscribe(Wire.NewId(), key)).Json["secret"]!;
        (await Count("select count(*) from leads.idempotency where body is not null")).ShouldBeGreaterThan(0);
        (await Count("select count(*) from leads.idempotency t where position($1 in t::text) > 0", key)).ShouldBe(0);
        (await Count("select count(*) from leads.idempotency where position(convert_to($1, 'UTF8') in body) > 0", secret)).ShouldBe(0);
    }

    [Theory]
    [InlineData(256)]
    [InlineData(300)]
    public async Task a_key_is_of_bounded_length(int length)
    {
        (await Subscribe(Wire.NewId(), new string('k', length))).ShouldBeProblem(400, "idempotency.key-invalid");
        (await Subscribe(Wire.NewId(), Wire.NewId().PadRight(255, 'k'))).Status.ShouldBe(201);
    }

    [Fact]
    public async Task every_other_post_that_changes_something_takes_a_key()
    {
        var paths = (await _server.Get("/openapi/v1.json"))["paths"]!.AsObject();
        var without = paths.Where(path => path.Value!["post"] is { } post && (string?)post["tags"]![0] != "Facts in" && post["parameters"]?.AsArray().Any(parameter => (string?)parameter!["name"] == "Idempotency-Key") is not true).Select(path => path.Key);
        without.ShouldBe(["/v1/agreements/calendars/holidays", "/v1/connections/{name}/try"], ignoreOrder: true, "facts have ids of their own; reading a file and trying a mapping change nothing");
    }

    private Task<Reply> Subscribe(string name, string key) => Say(Route, new JsonObject { ["name"] = name, ["settings"] = new JsonObject { ["url"] = "https://receiver.example/hook" } }.ToJsonString(), key);

    private Task<Reply> Say(string path, string body, string key) => _server.Say(path, body, "application/json", ("Idempotency-Key", key));

    private async Task<int> Named(string name) => (await _server.Get(Route))["subscriptions"]!.AsArray().Count(one => (string?)one!["name"] == name);

    private async Task Sql(string sql)
    {
        await using var database = NpgsqlDataSource.Create(fixture.ConnectionString);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<long> Count(string sql, params object[] values)
    {
        await using var database = NpgsqlDataSource.Create(fixture.ConnectionString);
        await using var command = database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
