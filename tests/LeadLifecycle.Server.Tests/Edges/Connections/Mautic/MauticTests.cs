using System.Text;
using LeadLifecycle.Server.Edges.Connections;
using LeadLifecycle.Server.Edges.Connections.Mautic;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Store;
using LeadLifecycle.Server.Tests.RealData;

namespace LeadLifecycle.Server.Tests.Edges.Connections.Mautic;

/// <summary>What Mautic's deliveries say.</summary>
public sealed class MauticTests
{
    private const string Form = """{"mautic.form_on_submit":[]}""";
    private const string FormSignature = "pEqUUpRSMnjg3CW7IVIbCxDwI4D2xEC5qUgZfgKTxjY=";
    private readonly MauticVendor _vendor = new();

    [Theory]
    [InlineData("contact-identified.raw.json")]
    [InlineData("contact-identified.fixture.json")]
    public void an_identified_contact_is_captured_when_it_was_and_not_when_it_was_sent(string file) =>
        _vendor.With().Translate(RealFiles.Webhook("mautic", file)).ShouldHaveSingleItem().ShouldSay("/mautic.lead_post_save_new/0", """
            {"id":"lead_post_save_new:52:2017-06-19T09:31:18+00:00","type":"lead.captured","subject":"contact/52","time":"2017-06-19T09:31:18+00:00",
             "data":{"contact":{"email":"john@doe.name","name":"John Doe"},"company":{"country":"Czech Republic"}}}
            """);

    [Fact]
    public void its_email_and_name_stand_in_no_event()
    {
        var read = ((Item.Said)_vendor.With().Translate(RealFiles.Webhook("mautic", "contact-identified.raw.json")).ShouldHaveSingleItem()).Read();
        Encoding.UTF8.GetString(EventJson.Write(read.Event)).ShouldNotContain("doe", Case.Insensitive);
        read.Personal.ShouldNotBeNull().Json.Length.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("0", "100", true)]
    [InlineData("99", "100", true)]
    [InlineData("\"99\"", "\"250\"", true)]
    [InlineData("100", "150", false)]
    [InlineData("99", "99.5", false)]
    [InlineData("150", "50", false)]
    public void points_qualify_where_they_come_to_the_number_from_below(string before, string after, bool qualifies)
    {
        var item = _vendor.With("""{"qualifyAtPoints": 100, "criteriaVersion": "v3", "team": "emea"}""").Translate(Points(before, after)).ShouldHaveSingleItem();
        if (!qualifies)
        {
            item.ShouldBeIgnored("/mautic.lead_points_change/0");
            return;
        }

        var score = after.Trim('"');
        item.ShouldSay("/mautic.lead_points_change/0", $$"""
            {"id":"lead_points_change:52:{{before.Trim('"')}}:{{score}}:2026-03-01T10:00:00+01:00","type":"lead.marketing-qualified","subject":"contact/52",
             "time":"2026-03-01T10:00:00+01:00","data":{"score":"{{score}}","criteriaVersion":"v3","team":"emea"} }
            """);
    }

    [Fact]
    public void without_a_number_points_qualify_nobody() => _vendor.With().Translate(Points("0", "1000000")).ShouldHaveSingleItem().ShouldBeIgnored("/mautic.lead_points_change/0");

    [Theory]
    [InlineData("null", "5")]
    [InlineData("5", "[]")]
    [InlineData("5", "\"many\"")]
    public void points_nobody_can_read_wait(string before, string after) =>
        _vendor.With().Translate(Points(before, after)).ShouldHaveSingleItem().ShouldBeUnclear("/mautic.lead_points_change/0", "mapping.member-missing");

    [Theory]
    [InlineData("added", "mql", 7, true)]
    [InlineData("added", "other", 9007199254740993, true)]
    [InlineData("added", "other", 7, false)]
    [InlineData("removed", "mql", 7, false)]
    public void coming_into_a_named_segment_qualifies(string action, string alias, long id, bool qualifies)
    {
        var item = _vendor.With("""{"qualifyingSegments": ["mql", "9007199254740993"]}""").Translate(
            $$"""{"mautic.lead_list_change":[{"contact":{"id":52},"segment":{"id":{{id}},"name":"Hot","alias":"{{alias}}"},"action":"{{action}}","timestamp":"2026-03-01T10:00:00+01:00"}]}""").ShouldHaveSingleItem();
        if (!qualifies) item.ShouldBeIgnored("/mautic.lead_list_change/0");
        else item.ShouldSay("/mautic.lead_list_change/0", $$"""{"id":"lead_list_change:52:{{id}}:added:2026-03-01T10:00:00+01:00","type":"lead.marketing-qualified","subject":"contact/52","time":"2026-03-01T10:00:00+01:00"}""");
    }

    [Fact]
    public void a_form_engages_and_a_page_touches_when_they_happened()
    {
        var items = _vendor.With().Translate("""
            {"mautic.form_on_submit":[{"submission":{"id":9007199254740993,"ipAddress":[],"form":{"id":1,"alias":"demo"},"lead":{"id":52},"dateSubmitted":"2026-03-01T09:59:58+01:00","results":{"email":"a@b.example"}},"timestamp":"2026-03-01T10:00:00+01:00"}],
             "timestamp":"2026-03-02T00:00:00+01:00",
             "mautic.page_on_hit":[{"hit":{"id":4,"dateHit":null,"lead":{"id":52},"url":"https://a.example/?email=a@b.example"},"timestamp":"2026-03-01T10:00:01+01:00"}]}
            """);
        items.Count.ShouldBe(2);
        items[0].ShouldSay("/mautic.form_on_submit/0", """{"id":"form_on_submit:9007199254740993","type":"lead.engaged","subject":"contact/52","time":"2026-03-01T09:59:58+01:00","data":{"kind":"form"}}""");
        items[1].ShouldSay("/mautic.page_on_hit/0", """{"id":"page_on_hit:4","type":"lead.touched","subject":"contact/52","time":"2026-03-01T10:00:01+01:00","data":{"kind":"page"}}""");
    }

    [Theory]
    [InlineData("email_on_send", """ "contact":{"id":52},"idHash":"5f" """, "email_on_send:52:5f:2026-03-01T10:00:00Z", "email-sent")]
    [InlineData("email_on_open", """ "stat":{"id":8,"lead":{"id":52},"emailAddress":"a@b.example"} """, "email_on_open:52:8:2026-03-01T10:00:00Z", "email-opened")]
    [InlineData("sms_on_send", """ "contact":{"id":52},"smsId":3 """, "sms_on_send:52:3:2026-03-01T10:00:00Z", "sms-sent")]
    public void messages_are_touches(string type, string members, string id, string kind) =>
        _vendor.With().Translate($$"""{"mautic.{{type}}":[{ {{members}},"timestamp":"2026-03-01T10:00:00Z"}]}""").ShouldHaveSingleItem().ShouldSay(
            $"/mautic.{type}/0", $$"""{"id":"{{id}}","type":"lead.touched","subject":"contact/52","time":"2026-03-01T10:00:00Z","data":{"kind":"{{kind}}"} }""");

    [Theory]
    [InlineData("lead_post_save_update")]
    [InlineData("lead_channel_subscription_changed")]
    [InlineData("lead_company_change")]
    [InlineData("company_post_save")]
    [InlineData("company_post_delete")]
    public void what_is_no_step_of_a_lead_is_ignored(string type) => _vendor.With().Translate($$"""{"mautic.{{type}}":[{}]}""").ShouldHaveSingleItem().ShouldBeIgnored($"/mautic.{type}/0");

    [Theory]
    [InlineData("""{"mautic.lead_post_delete":[{"id":52}]}""", "/mautic.lead_post_delete/0", "mapping.deletion")]
    [InlineData("""{"a/b~c":[{}]}""", "/a~1b~0c/0", "mapping.type-unknown")]
    [InlineData("""{"mautic.form_on_submit":{}}""", "/mautic.form_on_submit", "mapping.shape-unknown")]
    [InlineData("""{"mautic.form_on_submit":[[]]}""", "/mautic.form_on_submit/0", "mapping.shape-unknown")]
    [InlineData("""{"mautic.form_on_submit":[{"submission":{"id":1,"lead":[],"dateSubmitted":"2026-03-01T10:00:00Z"}}]}""", "/mautic.form_on_submit/0", "mapping.member-missing")]
    [InlineData("""{"mautic.lead_post_save_new":[{"contact":{"id":52}}],"timestamp":"2023-10-13T14:38:45+00:00"}""", "/mautic.lead_post_save_new/0", "mapping.time-missing")]
    [InlineData("""{"mautic.lead_post_save_new":[{"contact":{"id":52},"timestamp":"2017-06-19 09:31:18"}]}""", "/mautic.lead_post_save_new/0", "mapping.time-unreadable")]
    [InlineData("""{"mautic.lead_post_save_new":[{"contact":[],"timestamp":"2017-06-19T09:31:18Z"}]}""", "/mautic.lead_post_save_new/0", "mapping.member-missing")]
    [InlineData("""{"mautic.lead_list_change":[{"contact":{"id":1},"segment":{"id":1},"action":"moved","timestamp":"2017-06-19T09:31:18Z"}]}""", "/mautic.lead_list_change/0", "mapping.value-unknown")]
    [InlineData("""[]""", "", "mapping.shape-unknown")]
    [InlineData("""{"mautic.form_on_submit":["\ud800"]}""", "", "mapping.part-unsound")]
    public void what_nobody_can_map_waits(string body, string pointer, string code) => _vendor.With().Translate(body).ShouldHaveSingleItem().ShouldBeUnclear(pointer, code);

    [Theory]
    [InlineData("\"fields\":[]")]
    [InlineData("\"fields\":{\"core\":[]}")]
    [InlineData("\"fields\":{\"core\":{\"email\":[]}}")]
    [InlineData("\"fields\":{\"core\":{\"email\":{\"value\":\"\"}}}")]
    [InlineData("\"tags\":[[]]")]
    public void empty_maps_that_are_lists_say_nothing(string member) =>
        _vendor.With().Translate($$"""{"mautic.lead_post_save_new":[{"contact":{"id":52,{{member}}},"timestamp":"2017-06-19T09:31:18Z"}]}""").ShouldHaveSingleItem().Data().ShouldBeEmpty();

    [Fact]
    public void a_computed_vector_of_the_signature_holds_and_nothing_else()
    {
        // Computed with Python's hmac; Mautic publishes none.
        IsSigned(Form, FormSignature, "mautic-secret").ShouldBeTrue();
        IsSigned(Form, FormSignature, "mautic-secret2").ShouldBeFalse();
        IsSigned(Form + "\n", FormSignature, "mautic-secret").ShouldBeFalse();
        IsSigned(Form, FormSignature[..^2], "mautic-secret").ShouldBeFalse();
        IsSigned(Form, "", "mautic-secret").ShouldBeFalse();
        _vendor.With().IsSigned(Translation.Delivery(Form), "mautic-secret", default).ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"qualifyAtPoints": "many"}""", "/mapping/qualifyAtPoints")]
    [InlineData("""{"qualifyingSegments": [7]}""", "/mapping/qualifyingSegments/0")]
    [InlineData("""{"points": 7}""", "/mapping/points")]
    public void a_mapping_that_says_nothing_known_is_refused(string mapping, string pointer) => Should.Throw<MalformedException>(() => _vendor.With(mapping)).Pointer.ShouldBe(pointer);

    private static string Points(string before, string after) =>
        $$$"""{"mautic.lead_points_change":[{"contact":{"id":52,"points":0},"points":{"old_points":{{{before}}},"new_points":{{{after}}}},"timestamp":"2026-03-01T10:00:00+01:00"}]}""";

    private bool IsSigned(string body, string signature, string secret) =>
        _vendor.With().IsSigned(Translation.Delivery(body, headers: ("Webhook-Signature", signature)), secret, default);
}
