using LeadLifecycle.Server.Edges.Connections.Segment;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Tests.RealData;

namespace LeadLifecycle.Server.Tests.Edges.Connections.Segment;

/// <summary>What Segment's calls say.</summary>
public sealed class SegmentTests
{
    private const string Track = """{"type":"track"}""";
    private const string TrackSignature = "8b84aa87ba229d9ec8c7c322dc0aa56c800aa1b3";
    private readonly SegmentVendor _vendor = new();

    [Fact]
    public void an_identify_captures() => _vendor.With().Translate(RealFiles.Webhook("segment", "identify.json")).ShouldHaveSingleItem().ShouldSay("", """
        {"id":"022bb90c-bbac-11e4-8dfc-aa07a5b093db","type":"lead.captured","subject":"user/97980cfea0067","time":"2015-02-23T22:28:55.111Z",
         "data":{"contact":{"email":"peter@example.com","name":"Peter Gibbons"},"company":{"country":"USA"}}}
        """);

    [Fact]
    public void an_event_without_a_meaning_is_a_touch_at_the_one_time_of_four() => _vendor.With().Translate(RealFiles.Webhook("segment", "track.json")).ShouldHaveSingleItem().ShouldSay("", """
        {"id":"ajs-f8ca1e4de5024d9430b3928bd8ac6b96","type":"lead.touched","subject":"user/AiUGstSDIg","time":"2015-12-12T19:11:01.249Z","data":{"kind":"track","event":"Course Clicked"}}
        """);

    [Fact]
    public void a_connection_says_what_its_events_mean()
    {
        var mapping = _vendor.With("""
            {"events": {"Course Clicked": "lead.engaged", "Demo Held": {"type": "lead.contacted", "data": {"kind": "demo"}}, "Plan Bought": "lead.won", "Ping": null},
             "identify": "lead.touched", "otherEvents": null, "pages": null}
            """);
        mapping.Translate(RealFiles.Webhook("segment", "track.json")).ShouldHaveSingleItem().ShouldSay("", """
            {"id":"ajs-f8ca1e4de5024d9430b3928bd8ac6b96","type":"lead.engaged","subject":"user/AiUGstSDIg","time":"2015-12-12T19:11:01.249Z","data":{"kind":"Course Clicked"}}
            """);
        mapping.Translate(RealFiles.Webhook("segment", "identify.json")).ShouldHaveSingleItem().Data().ToJsonString().ShouldBe("""{"kind":"identify"}""");
        mapping.Translate(Call("track", "\"event\":\"Demo Held\",")).ShouldHaveSingleItem().Data().ToJsonString().ShouldBe("""{"kind":"demo"}""");
        mapping.Translate(Call("track", "\"event\":\"Plan Bought\",\"properties\":{\"revenue\":39.90,\"currency\":\"EUR\"},")).ShouldHaveSingleItem().Data().ToJsonString().ShouldBe("""{"amount":"39.90","currency":"EUR"}""");
        foreach (var call in (string[])["\"event\":\"Ping\",", "\"event\":\"Anything\","]) mapping.Translate(Call("track", call)).ShouldHaveSingleItem().ShouldBeIgnored("");
        mapping.Translate(Call("page")).ShouldHaveSingleItem().ShouldBeIgnored("");
    }

    [Fact]
    public void a_campaign_and_a_company_come_along()
    {
        _vendor.With().Translate(Call("identify", """
            "traits":{"firstName":"Ada","lastName":"L","phone":491234,"title":"CTO","company":{"name":"Acme","industry":"Tools","employee_count":"329"},"employees":"10-50","address":{"country":"DE"}},
            "context":{"campaign":{"name":"spring","source":"google","medium":"cpc"}},
            """)).ShouldHaveSingleItem().Data().ToJsonString().ShouldBe(
            """{"source":"google","channel":"cpc","campaign":"spring","contact":{"phone":"491234","name":"Ada L"},"company":{"name":"Acme","industry":"Tools","employees":329,"country":"DE","role":"CTO"}}""");
        _vendor.With().Translate(Call("page", "\"context\":{\"campaign\":{\"name\":\"spring\",\"medium\":\"cpc\"}},")).ShouldHaveSingleItem().ShouldSay("", """
            {"id":"m","type":"lead.touched","subject":"user/u","time":"2026-03-01T10:00:00.123456789Z","data":{"kind":"page","channel":"cpc","campaign":"spring"}}
            """);
    }

    [Fact]
    public void a_list_is_read_call_by_call_and_an_unsound_one_spoils_no_other()
    {
        var items = _vendor.With().Translate($$"""[{{Call("screen")}},"x",{"type":"track","type":"page"},{{Call("page").Replace("\"userId\":\"u\"", "\"anonymousId\":9007199254740993", StringComparison.Ordinal)}}]""");
        items.Count.ShouldBe(4);
        items[0].Type().ShouldBe("lead.touched");
        items[1].ShouldBeUnclear("/1", "mapping.shape-unknown");
        items[2].ShouldBeUnclear("/2", "mapping.part-unsound");
        ((string?)items[3].ShouldBeOfType<LeadLifecycle.Server.Edges.Connections.Item.Said>().CloudEvent["subject"]).ShouldBe("anonymous/9007199254740993");
    }

    [Theory]
    [InlineData("alias")]
    [InlineData("group")]
    public void calls_about_ids_and_groups_are_ignored(string type) => _vendor.With().Translate(Call(type)).ShouldHaveSingleItem().ShouldBeIgnored("");

    [Theory]
    [InlineData("""{"type":"delete"}""", "mapping.type-unknown")]
    [InlineData("""{}""", "mapping.member-missing")]
    [InlineData("""{"type":"track","messageId":"m","userId":"u","timestamp":"2026-03-01T10:00:00Z"}""", "mapping.member-missing")]
    [InlineData("""{"type":"identify","userId":"u","timestamp":"2026-03-01T10:00:00Z"}""", "mapping.member-missing")]
    [InlineData("""{"type":"identify","messageId":"m","userId":"","anonymousId":null,"timestamp":"2026-03-01T10:00:00Z"}""", "mapping.subject-missing")]
    [InlineData("""{"type":"identify","messageId":"m","userId":"u","receivedAt":"2026-03-01T10:00:00Z","sentAt":"2026-03-01T10:00:00Z","originalTimestamp":"2026-03-01T10:00:00Z"}""", "mapping.time-missing")]
    public void what_nobody_can_map_waits(string body, string code) => _vendor.With().Translate(body).ShouldHaveSingleItem().ShouldBeUnclear("", code);

    [Fact]
    public void a_computed_vector_of_the_signature_holds_and_nothing_else()
    {
        // Computed with Python's hmac; Segment publishes none.
        IsSigned(Track, TrackSignature, "segment-secret").ShouldBeTrue();
        IsSigned(Track, TrackSignature.ToUpperInvariant(), "segment-secret").ShouldBeTrue();
        IsSigned(Track, TrackSignature, "segment-secreT").ShouldBeFalse();
        IsSigned(Track + " ", TrackSignature, "segment-secret").ShouldBeFalse();
        IsSigned(Track, TrackSignature[..^1], "segment-secret").ShouldBeFalse();
        IsSigned(Track, TrackSignature[..^1] + "g", "segment-secret").ShouldBeFalse();
        _vendor.With().IsSigned(Translation.Delivery(Track), "segment-secret", default).ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"identify": "captured"}""", "/mapping/identify")]
    [InlineData("""{"pages": 7}""", "/mapping/pages")]
    [InlineData("""{"event": {}}""", "/mapping/event")]
    public void a_mapping_that_says_nothing_known_is_refused(string mapping, string pointer) => Should.Throw<MalformedException>(() => _vendor.With(mapping)).Pointer.ShouldBe(pointer);

    private static string Call(string type, string more = "") =>
        $$"""{"type":"{{type}}",{{more}}"messageId":"m","userId":"u","timestamp":"2026-03-01T10:00:00.123456789Z","receivedAt":"2026-03-01T10:00:09Z"}""";

    private bool IsSigned(string body, string signature, string secret) => _vendor.With().IsSigned(Translation.Delivery(body, headers: ("X-Signature", signature)), secret, default);
}
