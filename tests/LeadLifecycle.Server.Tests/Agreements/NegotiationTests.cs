using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Agreements;

/// <summary>From a proposal to what is in force, and every way in which it does not get there.</summary>
public sealed class NegotiationTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task what_both_signed_is_in_force_when_the_second_is_answered()
    {
        var before = await _server.Get("/v1/agreements/reasons");
        var code = Table.NewCode();
        var proposal = await _server.Propose("reasons", Table.Reasons(code));
        var version = proposal.ShouldBeCreated();
        proposal.Headers.Location!.ToString().ShouldBe($"/v1/agreements/reasons/versions/{version}");
        State(proposal.Json).ShouldBe("proposed");
        (await _server.Get("/v1/agreements/reasons")).ToJsonString().ShouldBe(before.ToJsonString());

        var signed = await _server.Sign("reasons", version);

        State(signed.Json).ShouldBe("in-force", signed.Text);
        var now = await _server.Get("/v1/agreements/reasons");
        now["content"]!["categories"]!["other"]!.ToJsonString().ShouldBe($"[\"{code}\"]");
        ((int)now["version"]!).ShouldBe(version);
        now["proposedBy"]!["actor"]!.GetValue<string>().ShouldBe("mia");
        now["signatures"]!.AsArray().Select(signature => (string?)signature!["team"]).ShouldBe(["marketing", "sales"]);
        var (at, from) = (DateTimeOffset.Parse((string)now["signatures"]![1]!["at"]!), DateTimeOffset.Parse((string)now["activeFrom"]!));
        from.ShouldBe(at.AddSeconds(1));
        ((int)(await _server.Get($"/v1/agreements/reasons?at={Iso(from.AddTicks(-10))}"))["version"]!).ShouldBe((int)before["version"]!);
        ((int)(await _server.Get($"/v1/agreements/reasons?at={Iso(from)}"))["version"]!).ShouldBe(version);
    }

    [Fact]
    public async Task what_is_agreed_for_later_waits_and_can_be_replaced()
    {
        var later = await _server.Agree("sla", """{"targets":{"acceptance":"2h"}}""", "2101-01-01T00:00:00Z");
        State(await _server.Get($"/v1/agreements/sla/versions/{later}")).ShouldBe("scheduled");
        ((int)(await _server.Get("/v1/agreements/sla?at=2101-01-01T00:00:00Z"))["version"]!).ShouldBe(later);
        ((int)(await _server.Get("/v1/agreements/sla"))["version"]!).ShouldNotBe(later);

        var sooner = await _server.Agree("sla", """{"targets":{"acceptance":"3h"}}""");

        State(await _server.Get($"/v1/agreements/sla/versions/{later}")).ShouldBe("superseded");
        ((int)(await _server.Get("/v1/agreements/sla?at=2101-01-01T00:00:00Z"))["version"]!).ShouldBe(sooner);
        (await _server.Get("/v1/agreements/sla/versions"))["versions"]!.AsArray().Select(version => (int)version!["version"]!).ShouldBe(Enumerable.Range(0, sooner + 1).Reverse());
    }

    [Fact]
    public async Task one_proposal_is_open_at_a_time()
    {
        var version = (await _server.Propose("reasons", Table.Reasons(Table.NewCode()))).ShouldBeCreated();
        (await _server.Propose("reasons", Table.Reasons(Table.NewCode()), "sales", "sam")).ShouldBeProblem(409, "agreement.proposal-open").Text.ShouldContain($"Version {version}");
        (await _server.Get("/v1/agreements"))["agreements"]!.AsArray().Single(kind => (string?)kind!["kind"] == "reasons")!["open"]!.GetValue<int>().ShouldBe(version);
        (await _server.Withdraw("reasons", version)).Json["withdrawnBy"]!["actor"]!.GetValue<string>().ShouldBe("sam");
        (await _server.Sign("reasons", version)).ShouldBeProblem(409, "agreement.not-open");
        (await _server.Withdraw("reasons", version)).ShouldBeProblem(409, "agreement.not-open");
    }

    [Fact]
    public async Task nobody_signs_for_both_sides()
    {
        var version = (await _server.Propose("reasons", Table.Reasons(Table.NewCode()))).ShouldBeCreated();
        (await _server.Sign("reasons", version, "sales", "MIA")).ShouldBeProblem(409, "agreement.same-actor");
        State(await _server.Get($"/v1/agreements/reasons/versions/{version}")).ShouldBe("proposed");
        (await _server.Withdraw("reasons", version)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task the_same_team_again_changes_nothing()
    {
        var version = (await _server.Propose("reasons", Table.Reasons(Table.NewCode()))).ShouldBeCreated();
        var again = await _server.Sign("reasons", version, "marketing", "max");
        again.Status.ShouldBe(200, again.Text);
        again.Json["signatures"]!.AsArray().ShouldHaveSingleItem();
        var signed = await _server.Sign("reasons", version);
        (await _server.Sign("reasons", version, "sales", "sue")).Text.ShouldBe(signed.Text);
        (await _server.Withdraw("reasons", version)).ShouldBeProblem(409, "agreement.not-open");
    }

    [Fact]
    public async Task what_is_in_force_need_not_be_proposed_again()
    {
        var content = Table.Reasons(Table.NewCode());
        await _server.Agree("reasons", content);
        (await _server.Propose("reasons", content)).ShouldBeProblem(409, "agreement.unchanged");
        (await _server.Propose("calendars", (await _server.Get("/v1/agreements/calendars"))["content"]!.ToJsonString())).ShouldBeProblem(409, "agreement.unchanged");
    }

    [Theory]
    [InlineData("""{"team":"marketing","actor":"a"}""", 400, "event.malformed", "/content")]
    [InlineData("""{"content":{},"team":"legal","actor":"a"}""", 400, "event.malformed", "/team")]
    [InlineData("""{"content":{},"team":"sales"}""", 400, "event.malformed", "/actor")]
    [InlineData("""{"content":{},"team":"sales","actor":"a","from":1}""", 400, "event.malformed", "/from")]
    [InlineData("""{"content":{},"team":"sales","actor":"a","activeFrom":"tomorrow"}""", 400, "event.malformed", "/activeFrom")]
    [InlineData("""{"content":{},"team":"sales","actor":"a","activeFrom":"2020-01-01T00:00:00Z"}""", 422, "agreement.active-from-past", null)]
    [InlineData("[]", 400, "event.malformed", "")]
    public async Task a_proposal_that_says_too_little_or_too_much_is_refused(string body, int status, string code, string? pointer) =>
        (await _server.Say("/v1/agreements/sla", body, "application/json")).ShouldBeProblem(status, code, pointer);

    [Theory]
    [InlineData("GET", "/v1/agreements/peace", "agreement.kind-unknown")]
    [InlineData("POST", "/v1/agreements/peace", "agreement.kind-unknown")]
    [InlineData("GET", "/v1/agreements/sla/versions/999", "agreement.unknown")]
    [InlineData("GET", "/v1/agreements/sla/versions/-1", "agreement.unknown")]
    [InlineData("GET", "/v1/agreements/sla/versions/99999999999999999999", "agreement.unknown")]
    public async Task what_there_is_not_is_not_found(string method, string path, string code) => (await _server.Ask(path, method)).ShouldBeProblem(404, code);

    [Fact]
    public async Task a_calendar_the_sla_counts_on_stays_and_is_asked_for_again_at_the_second_signature()
    {
        var standard = (await _server.Get("/v1/agreements/calendars/versions/0"))["content"]!["calendars"]!["default"]!.ToJsonString();
        await _server.Agree("calendars", $$$"""{"calendars":{"default":{{{standard}}},"emea":{{{standard}}}}}""");
        var sla = (await _server.Propose("sla", """{"calendar":"emea"}""")).ShouldBeCreated();
        var without = (await _server.Propose("calendars", $$$"""{"calendars":{"default":{{{standard}}}}}""")).ShouldBeCreated();
        (await _server.Sign("sla", sla)).Status.ShouldBe(200);

        (await _server.Sign("calendars", without)).ShouldBeProblem(409, "agreement.inconsistent").Text.ShouldContain("'emea'");

        (await _server.Withdraw("calendars", without)).Status.ShouldBe(200);
        (await _server.Propose("calendars", $$$"""{"calendars":{"default":{{{standard}}},"apac":{{{standard}}}}}""")).ShouldBeProblem(409, "agreement.inconsistent");
        await _server.Agree("sla", "{}");
    }

    [Fact]
    public async Task of_two_at_once_one_is_told_that_something_changed()
    {
        for (var round = 0; round < 5; round++)
        {
            var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _server.Propose("reasons", Table.Reasons(Table.NewCode()))));
            var made = replies.Where(reply => reply.Status == 201).ShouldHaveSingleItem();
            replies.Where(reply => reply.Status != 201).ShouldAllBe(reply => reply.Text.Contains("agreement.changed-meanwhile") || reply.Text.Contains("agreement.proposal-open"));
            var signed = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => _server.Sign("reasons", made.ShouldBeCreated(), actor: $"sam{i}")));
            signed.ShouldAllBe(reply => reply.Status == 200 || reply.Text.Contains("agreement.changed-meanwhile"));
            signed.Where(reply => reply.Status == 200).Select(reply => reply.Text).Distinct().ShouldHaveSingleItem();
        }
    }

    private static string? State(JsonNode version) => (string?)version["state"];

    private static string Iso(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'");
}
