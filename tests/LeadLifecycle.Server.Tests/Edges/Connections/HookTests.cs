using System.Text;

namespace LeadLifecycle.Server.Tests.Edges.Connections;

/// <summary>What becomes of deliveries.</summary>
[Collection(SharedServer.Name)]
public sealed class HookTests(ServerFixture fixture)
{
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task a_signed_delivery_is_recorded_and_the_same_again_records_nothing()
    {
        var hooked = await Hooked.On(_server);
        var delivery = $"[{Hooked.Form("9007199254740993", "9007199254740995")},{Hooked.Lost("9007199254740994", "9007199254740995", "price")}]";

        (await hooked.Deliver(delivery)).ShouldCount(recorded: 2);
        (await hooked.Deliver(delivery)).ShouldCount(duplicate: 2);

        var lead = await hooked.Lead("9007199254740995");
        ((string?)lead!["stage"]).ShouldBe("Lost");
        ((int?)lead["version"]).ShouldBe(2);
        var history = await _server.Get($"/v1/leads/{lead["leadId"]}/history");
        history["events"]!.AsArray().Select(e => (string?)e!["senderEventId"]).ShouldBe(["9007199254740993", "9007199254740994"]);
    }

    [Fact]
    public async Task many_at_once_of_the_same_delivery_record_it_once_and_keep_its_part_once()
    {
        var hooked = await Hooked.On(_server);
        var delivery = $"[{Hooked.Form("1", "a")},{Hooked.Form("2", "b")},{Hooked.Lost("3", "a", "mood")},{Hooked.Lost("4", "b", "whim")}]";

        var replies = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => hooked.Deliver(delivery)));

        replies.ShouldAllBe(reply => reply.Status == 200 && (int)reply.Json["quarantined"]! == 2);
        replies.Sum(reply => (int)reply.Json["recorded"]!).ShouldBe(2);
        (await hooked.Quarantine()).Select(item => (int)item["timesSeen"]!).ShouldBe([16, 16]);
    }

    [Fact]
    public async Task a_changed_body_a_foreign_secret_and_no_signature_are_refused_and_nothing_is_kept()
    {
        var hooked = await Hooked.On(_server);
        var body = Encoding.UTF8.GetBytes($"[{Hooked.Form("1", "tampered")}]");
        var signature = hooked.Sign(body);
        var changed = Encoding.UTF8.GetBytes($"[{Hooked.Form("1", "Tampered")}]");

        (await _server.Say(hooked.Hook, changed, "application/json", ("X-Signature", signature))).ShouldBeProblem(401, "delivery.signature-wrong");
        (await _server.Say(hooked.Hook, body, "application/json", ("X-Signature", hooked.Sign(body, "another secret")))).ShouldBeProblem(401, "delivery.signature-wrong");
        (await _server.Say(hooked.Hook, body, "application/json", ("X-Signature", signature[..^2]))).ShouldBeProblem(401, "delivery.signature-wrong");
        (await _server.Say(hooked.Hook, body, "application/json")).ShouldBeProblem(401, "delivery.signature-wrong");

        (await hooked.Lead("tampered")).ShouldBeNull();
        (await hooked.Quarantine()).ShouldBeEmpty();
        (await _server.Say(hooked.Hook, body, null, ("X-Signature", signature))).ShouldCount(recorded: 1);
    }

    [Fact]
    public async Task a_good_item_is_recorded_beside_a_bad_one()
    {
        var hooked = await Hooked.On(_server);

        (await hooked.Deliver($$"""[{{Hooked.Form("1", "good")}},{"id":2,"kind":"riddle"},{{Hooked.Form("3", "good too")}}]""")).ShouldCount(recorded: 2, quarantined: 1);

        (await hooked.Lead("good")).ShouldNotBeNull();
        (await hooked.Lead("good too")).ShouldNotBeNull();
        var told = (await _server.Ask("/metrics")).Text.Split('\n').Where(line => line.StartsWith("leads_connections_items", StringComparison.Ordinal) && line.Contains(hooked.Name, StringComparison.Ordinal)).ToArray();
        told.ShouldContain(line => line.Contains("outcome=\"recorded\"") && line.Contains("} 2"));
        told.ShouldContain(line => line.Contains("outcome=\"quarantined\"") && line.Contains("} 1"));
        var kept = (await hooked.Quarantine()).ShouldHaveSingleItem();
        ((string?)kept["code"]).ShouldBe("mapping.no-rule");
        kept.AsObject().ContainsKey("body").ShouldBeFalse();
    }

    [Theory]
    [InlineData("{\"source\":\"organic\"", "text")]
    [InlineData("", "text")]
    [InlineData("[\"\\ud800\"]", "text")]
    [InlineData("\u00ff", "base64")]
    public async Task signed_bytes_that_are_no_sound_json_wait_in_quarantine(string body, string shownAs)
    {
        var hooked = await Hooked.On(_server);
        var bytes = Encoding.Latin1.GetBytes(body);

        (await hooked.Deliver(bytes)).ShouldCount(quarantined: 1);
        (await hooked.Deliver(bytes)).ShouldCount(quarantined: 1);

        var kept = (await hooked.Quarantine()).ShouldHaveSingleItem();
        ((string?)kept["code"]).ShouldBe("delivery.unreadable");
        var shown = (string)(await _server.Get($"{hooked.At}/quarantine/{kept["id"]}"))[shownAs]!;
        (shownAs == "text" ? Encoding.UTF8.GetBytes(shown) : Convert.FromBase64String(shown)).ShouldBe(bytes);
    }

    [Theory]
    [InlineData("lost", "\"why\":\"mood\",\"at\":\"2026-03-02T10:00:00Z\"", "reason.unknown")]
    [InlineData("form", "\"source\":true,\"at\":\"2026-03-02T10:00:00Z\"", "event.malformed")]
    [InlineData("form", "\"at\":\"2099-01-01T00:00:00Z\"", "event.time-in-future")]
    [InlineData("form", "\"at\":\"2026-03-02T10:00:00Z\",\"email\":\"a\\u0000b\"", "event.malformed")]
    [InlineData("form", "\"at\":\"yesterday\"", "mapping.time-unreadable")]
    [InlineData("form", "\"at\":\"yester\\u0000day\"", "mapping.time-unreadable")]
    [InlineData("form", "\"at\":null", "mapping.time-missing")]
    [InlineData("form", "\"at\":\"2026-03-02T10:00:00Z\",\"who\":{\"id\":1}", "mapping.not-text")]
    [InlineData("form", "\"at\":\"2026-03-02T10:00:00Z\",\"who\":null", "mapping.subject-missing")]
    public async Task what_another_mapping_could_mend_waits_with_its_code(string kind, string members, string code)
    {
        var hooked = await Hooked.On(_server);
        var who = members.Contains("who", StringComparison.Ordinal) ? "" : ",\"who\":\"someone\"";

        (await hooked.Deliver($$"""{"id":1,"kind":"{{kind}}",{{members}}{{who}}}""")).ShouldCount(quarantined: 1);

        ((string?)(await hooked.Quarantine()).ShouldHaveSingleItem()["code"]).ShouldBe(code);
    }

    [Fact]
    public async Task what_a_rule_refuses_is_counted_and_not_kept()
    {
        var hooked = await Hooked.On(_server, Hooked.Mapping.Replace("\"rules\": [", """ "rules": [{ "when": [{ "pointer": "/kind", "equals": "void" }], "type": "lead.fact-voided", "data": { "fact": "/fact", "reason": { "const": "other" } } }, """));
        string Void(int id, string fact) => $$"""{"id":{{id}},"kind":"void","who":"voided","at":"2026-03-01T10:00:00Z","fact":"{{fact}}"}""";
        (await hooked.Deliver($"[{Hooked.Form("1", "voided")},{Void(2, $"{Guid.NewGuid()}")}]")).ShouldCount(recorded: 2);
        var voiding = (string)(await _server.Get($"/v1/leads/{(await hooked.Lead("voided"))!["leadId"]}/history"))["events"]![1]!["id"]!;

        (await hooked.Deliver(Void(3, voiding))).ShouldCount(refused: 1);
        (await hooked.Quarantine()).ShouldBeEmpty();
    }

    [Fact]
    public async Task an_id_with_other_content_than_was_recorded_waits()
    {
        var hooked = await Hooked.On(_server);
        (await hooked.Deliver(Hooked.Form("1", "first"))).ShouldCount(recorded: 1);
        (await hooked.Deliver(Hooked.Form("1", "second"))).ShouldCount(quarantined: 1);
        var kept = (await hooked.Quarantine()).ShouldHaveSingleItem();
        ((string?)kept["code"]).ShouldBe("event.id-reused");
        ((string?)kept["member"]).ShouldBe("/id");
    }

    [Fact]
    public async Task an_unknown_connection_another_vendor_and_a_foreign_method_are_not_answered()
    {
        var hooked = await Hooked.On(_server);
        (await _server.Say("/hooks/generic/nobody", "{}", "application/json")).ShouldBeProblem(404, "connection.unknown");
        (await _server.Say("/hooks/other/" + hooked.Name, "{}", "application/json")).ShouldBeProblem(404, "connection.unknown");
        (await _server.Ask(hooked.Hook)).ShouldBeProblem(405, "method.not-allowed");
    }

    [Fact]
    public async Task a_delivery_larger_than_a_batch_or_of_more_things_than_one_is_refused_whole()
    {
        var hooked = await Hooked.On(_server);
        (await hooked.Deliver(new byte[(4 * 1024 * 1024) + 1])).ShouldBeProblem(413, "event.too-large");
        (await hooked.Deliver($"[{string.Join(",", Enumerable.Range(0, 1001).Select(i => Hooked.Form($"{i}", "many")))}]")).ShouldBeProblem(413, "event.too-large");
        (await hooked.Lead("many")).ShouldBeNull();
        (await hooked.Deliver("[]")).ShouldCount();
    }

    [Fact]
    public async Task a_connection_that_is_switched_off_asks_to_be_tried_later()
    {
        var hooked = await Hooked.On(_server);
        (await hooked.Patch("""{"active":false}""")).Status.ShouldBe(200);
        var off = (await hooked.Deliver(Hooked.Form("1", "later"))).ShouldBeProblem(503, "connection.inactive");
        off.Headers.RetryAfter.ShouldNotBeNull();
        (await hooked.Patch("""{"active":true}""")).Status.ShouldBe(200);
        (await hooked.Deliver(Hooked.Form("1", "later"))).ShouldCount(recorded: 1);
    }
}
