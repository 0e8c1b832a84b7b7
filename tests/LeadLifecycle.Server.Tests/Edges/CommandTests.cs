using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Edges;

/// <summary>People and rules give commands: judged strictly, refused with what is allowed instead.</summary>
[Collection(SharedServer.Name)]
public sealed class CommandTests(ServerFixture fixture)
{
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task a_captured_lead_is_created_and_found_by_its_key()
    {
        var subject = "c/" + Wire.NewId();
        var created = await Capture($"{{\"sender\":\"urn:test\",\"subject\":\"{subject}\",\"source\":\"organic\"}}");

        created.Status.ShouldBe(201);
        created.ShouldBeOutcome("recorded");
        var lead = await _server.Get(created.Headers.Location!.ToString());
        ((string?)lead["stage"]).ShouldBe("Captured");
        ((string?)lead["source"]).ShouldBe("organic");
        ((string?)(await _server.Get($"/v1/leads?sender=urn:test&subject={subject}"))["leads"]![0]!["leadId"]).ShouldBe((string?)lead["leadId"]);
    }

    [Fact]
    public async Task capturing_a_captured_lead_again_is_ok_and_nothing()
    {
        var body = $"{{\"subject\":\"c/{Wire.NewId()}\"}}";
        (await Capture(body)).Status.ShouldBe(201);
        var again = await Capture(body);
        again.Status.ShouldBe(200);
        again.ShouldBeOutcome("nothing");
        again.Headers.Location.ShouldBeNull();
        ((long)again.Json["version"]!).ShouldBe(1);
    }

    [Fact]
    public async Task a_contact_alone_is_a_key_however_it_is_spelled()
    {
        var name = Wire.NewId();
        var created = await Capture($"{{\"contact\":{{\"email\":\"{name}@mail.example\"}}}}");
        created.Status.ShouldBe(201);
        var again = await Capture($"{{\"contact\":{{\"email\":\" {name.ToUpperInvariant()}@Mail.Example\"}}}}");
        ((string?)again.Json["leadId"]).ShouldBe((string?)created.Json["leadId"]);

        var phone = Random.Shared.NextInt64(10_000_000, 99_999_999);
        var byPhone = await Capture($"{{\"contact\":{{\"phone\":\"+49 ({phone})\"}}}}");
        ((string?)(await Capture($"{{\"contact\":{{\"phone\":\"+49-{phone}\"}}}}")).Json["leadId"]).ShouldBe((string?)byPhone.Json["leadId"]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"subject\":\"\"}")]
    [InlineData("{\"contact\":{\"name\":\"Eve\"}}")]
    [InlineData("{\"contact\":{\"phone\":\"none\"}}")]
    [InlineData("{\"contact\":{\"email\":\"  \"}}")]
    public async Task a_capture_that_names_nobody_is_malformed(string body) => (await Capture(body)).ShouldBeProblem(400, "event.malformed", "/subject");

    [Fact]
    public async Task a_lead_goes_the_whole_way()
    {
        var lead = await New();
        await Moves(lead, "engage", "{\"kind\":\"reply\"}", "Engaged");
        await Moves(lead, "qualify", "{\"score\":87.5,\"criteriaVersion\":\"3\",\"team\":\"emea\"}", "MarketingQualified");
        await Moves(lead, "accept", "{\"owner\":\"eve\",\"team\":\"emea\"}", "SalesAccepted");
        await Moves(lead, "sales-qualify", "{\"amount\":\"12000.50\",\"currency\":\"EUR\",\"expectedClose\":\"2026-12-31\",\"fit\":\"good\"}", "SalesQualified");
        await Moves(lead, "win", "{\"amount\":\"11999.90\",\"currency\":\"EUR\"}", "Won");

        var card = await _server.Get("/v1/leads/" + lead);
        ((string?)card["amount"]).ShouldBe("11999.90");
        ((string?)card["owner"]).ShouldBe("eve");
        card["cycles"]![0]!["path"]!.AsArray().Select(stage => (string?)stage)
            .ShouldBe(["Captured", "Engaged", "MarketingQualified", "SalesAccepted", "SalesQualified", "Won"]);
    }

    [Fact]
    public async Task after_a_loss_a_lead_may_come_back_and_after_a_win_only_when_asked()
    {
        var lead = await New();
        await Moves(lead, "lose", "{\"reason\":\"price\"}", "Lost");
        await Moves(lead, "qualify", "{}", "MarketingQualified", cycle: 2);
        await Moves(lead, "accept", "{\"owner\":\"eve\"}", "SalesAccepted", cycle: 2);
        await Moves(lead, "sales-qualify", "{\"amount\":1,\"currency\":\"EUR\",\"expectedClose\":\"2026-12-31\"}", "SalesQualified", cycle: 2);
        await Moves(lead, "win", "{\"amount\":0,\"currency\":\"EUR\"}", "Won", cycle: 2);
        (await _server.Step(lead, "engage")).ShouldBeProblem(409, "lead.step-not-allowed", "/reopen");
        await Moves(lead, "engage", "{\"reopen\":true}", "Engaged", cycle: 3);
    }

    [Fact]
    public async Task a_recycled_lead_keeps_its_reason_and_the_day_to_look_again()
    {
        var lead = await New();
        await Moves(lead, "recycle", "{\"reason\":\"timing\",\"revisitAt\":\"2027-01-15\"}", "Recycled");
        ((string?)(await _server.Get("/v1/leads/" + lead))["reason"]).ShouldBe("timing");
        ((string?)(await _server.Get($"/v1/leads/{lead}/history"))["events"]![1]!["data"]!["revisitAt"]).ShouldBe("2027-01-15T00:00:00Z");
    }

    [Theory]
    [InlineData("accept", "{\"owner\":\"eve\"}")]
    [InlineData("sales-qualify", "{\"amount\":1,\"currency\":\"EUR\",\"expectedClose\":\"2026-12-31\"}")]
    [InlineData("win", "{\"amount\":1,\"currency\":\"EUR\"}")]
    public async Task an_illegal_step_is_refused_with_what_is_allowed(string step, string body)
    {
        var lead = await New();
        var refused = (await _server.Step(lead, step, body)).ShouldBeProblem(409, "lead.step-not-allowed");
        refused.Json["allowed"]!.AsArray().Select(allowed => (string?)allowed).ShouldBe(["engage", "qualify", "lose", "recycle"]);
        ((long)(await _server.Get("/v1/leads/" + lead))["version"]!).ShouldBe(1);
        await Moves(lead, "qualify", "{}", "MarketingQualified");
    }

    [Theory]
    [InlineData("win", "{\"currency\":\"EUR\"}", "/amount")]
    [InlineData("win", "{\"amount\":1}", "/currency")]
    [InlineData("lose", "{}", "/reason")]
    [InlineData("recycle", "{\"note\":\"later\"}", "/reason")]
    public async Task what_a_command_must_carry_is_asked_for(string step, string body, string pointer)
    {
        var lead = await New();
        await Moves(lead, "qualify", "{}", "MarketingQualified");
        await Moves(lead, "accept", "{\"team\":\"emea\"}", "SalesAccepted");
        await Moves(lead, "sales-qualify", "{\"amount\":1,\"currency\":\"EUR\",\"expectedClose\":\"2026-12-31\"}", "SalesQualified");
        (await _server.Step(lead, step, body)).ShouldBeProblem(409, "lead.field-missing", pointer);
    }

    [Fact]
    public async Task a_lead_somebody_has_is_not_accepted_by_another_but_may_be_assigned()
    {
        var lead = await New();
        await Moves(lead, "qualify", "{}", "MarketingQualified");
        await Moves(lead, "accept", "{\"owner\":\"eve\"}", "SalesAccepted");
        (await _server.Step(lead, "accept", "{\"owner\":\"eve\"}")).ShouldBeOutcome("nothing");
        (await _server.Step(lead, "accept", "{\"owner\":\"adam\"}")).ShouldBeProblem(409, "lead.already-accepted");
        (await _server.Step(lead, "assign", "{\"owner\":\"adam\"}")).ShouldBeOutcome("recorded");
        ((string?)(await _server.Get("/v1/leads/" + lead))["owner"]).ShouldBe("adam");
    }

    [Fact]
    public async Task a_void_needs_a_fact_of_the_lead_and_takes_it_out()
    {
        var lead = await New();
        var engaged = await _server.Step(lead, "engage");
        (await _server.Step(lead, "void", $"{{\"fact\":\"{Guid.NewGuid()}\",\"reason\":\"duplicate\"}}")).ShouldBeProblem(409, "fact.unknown", "/fact");
        var body = $"{{\"fact\":\"{(string)engaged.Json["id"]!}\",\"reason\":\"duplicate\"}}";
        var voided = (await _server.Step(lead, "void", body)).ShouldBeOutcome("recorded");
        ((string?)voided.Json["stage"]).ShouldBe("Captured");
        (await _server.Step(lead, "void", body)).ShouldBeOutcome("nothing");
        (await _server.Step(lead, "void", $"{{\"fact\":\"{(string)voided.Json["id"]!}\",\"reason\":\"duplicate\"}}")).ShouldBeProblem(409, "fact.not-voidable", "/fact");
    }

    [Theory]
    [InlineData("touch", "{\"kind\":\"mail-opened\"}")]
    [InlineData("contact", "{\"kind\":\"call\",\"actor\":\"eve\"}")]
    [InlineData("feedback", "{\"satisfaction\":4.5,\"retained\":true}")]
    public async Task what_moves_nothing_is_kept(string step, string body)
    {
        var lead = await New();
        var kept = (await _server.Step(lead, step, body)).ShouldBeOutcome("recorded");
        ((string?)kept.Json["stage"]).ShouldBe("Captured");
        ((long)kept.Json["version"]!).ShouldBe(2);
    }

    [Fact]
    public async Task a_step_that_says_no_time_happened_now()
    {
        var lead = await New("2026-01-01T00:00:00Z");
        var before = DateTimeOffset.UtcNow.AddSeconds(-1);
        await Moves(lead, "engage", "{}", "Engaged");
        var events = (await _server.Get($"/v1/leads/{lead}/history"))["events"]!;
        ((DateTimeOffset)events[0]!["occurredAt"]!).ShouldBe(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        ((DateTimeOffset)events[1]!["occurredAt"]!).ShouldBeInRange(before, DateTimeOffset.UtcNow.AddSeconds(1));
    }

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000001")]
    [InlineData("no-guid")]
    public async Task a_lead_nobody_knows_is_not_found(string id)
    {
        (await _server.Step(id, "engage")).ShouldBeProblem(404, "lead.unknown");
        (await _server.Ask($"/v1/leads/{id}")).ShouldBeProblem(404, "lead.unknown");
        (await _server.Ask($"/v1/leads/{id}/history")).ShouldBeProblem(404, "lead.unknown");
        (await _server.Ask($"/v1/leads/{id}/contact")).ShouldBeProblem(404, "lead.unknown");
    }

    [Theory]
    [InlineData("promote")]
    [InlineData("Engage")]
    [InlineData("capture")]
    public async Task a_step_nobody_knows_is_no_route(string step) => (await _server.Step(await New(), step)).ShouldBeProblem(404, "route.unknown");

    [Fact]
    public async Task money_is_kept_to_the_last_digit()
    {
        foreach (var amount in (string[])["9007199254740993", "1234567890123456789.123456789", "0.0000000001", "12.50", "79228162514264337593543950335"])
        {
            var subject = "money/" + Wire.NewId();
            var asText = Wire.Fact(subject, "won", "2026-03-01T10:00:00Z", $"{{\"amount\":\"{amount}\",\"currency\":\"EUR\"}}");
            await _server.Tell(asText, Wire.Fact(subject + "/n", "won", "2026-03-01T10:00:00Z", $"{{\"amount\":{amount},\"currency\":\"EUR\"}}"));
            foreach (var key in (string[])[subject, subject + "/n"])
            {
                ((string?)(await _server.Get($"/v1/leads?sender={Wire.Sender}&subject={key}"))["leads"]![0]!["amount"]).ShouldBe(amount);
            }
        }
    }

    private Task<Reply> Capture(string body) => _server.Say("/v1/leads", body, "application/json");

    private async Task<string> New(string occurredAt = "2026-01-01T00:00:00Z")
    {
        var created = await Capture(new JsonObject { ["subject"] = "c/" + Wire.NewId(), ["occurredAt"] = occurredAt }.ToJsonString());
        created.Status.ShouldBe(201, created.Text);
        return (string)created.Json["leadId"]!;
    }

    private async Task Moves(string lead, string step, string body, string stage, int cycle = 1)
    {
        var moved = (await _server.Step(lead, step, body)).ShouldBeOutcome("recorded");
        ((string?)moved.Json["stage"]).ShouldBe(stage);
        ((int)moved.Json["cycle"]!).ShouldBe(cycle);
    }
}
