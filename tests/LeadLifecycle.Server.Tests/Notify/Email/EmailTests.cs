using MimeKit;
using static LeadLifecycle.Server.Tests.Notify.Email.Mailed;

namespace LeadLifecycle.Server.Tests.Notify.Email;

public sealed class EmailTests(MailFixture fixture) : IClassFixture<MailFixture>
{
    private readonly RunningServer _server = fixture.Server;
    private readonly SmtpSink _sink = fixture.Sink;

    [Fact]
    public async Task a_handoff_is_mailed_as_text_and_as_html_with_no_more_than_was_granted()
    {
        var plain = await _server.SubscribeMail("plain", To("plain@sales.example"));
        await _server.SubscribeMail("plain", To("granted@sales.example"), ""","payload":{"contact":["email"]}""");
        var lead = await _server.Qualified("plain", ""","score":42""");

        var taken = (await _sink.For("plain@sales.example", 1))[0];
        var delivery = (await _server.DeliveriesOnce(plain, all => all.Count == 1 && (string)all[0]!["state"]! == "delivered"))[0]!;
        (taken.From, taken.Mail.From.ToString(), taken.Mail.To.ToString()).ShouldBe(("leads@house.example", "\"Leads\" <leads@house.example>", "plain@sales.example"));
        taken.Mail.Subject.ShouldBe("Handoff offered to sales: plain");
        taken.Mail.MessageId.ShouldBe($"{delivery["id"]}@house.example");
        taken.Mail.Headers[HeaderId.AutoSubmitted].ShouldBe("auto-generated");
        taken.Text.ShouldContain($"Lead: {lead}");
        taken.Text.ShouldContain("Score: 42");
        taken.Html.ShouldContain($"<td>{lead}</td>");
        taken.Mail.ToString().ShouldNotContain("canary", Case.Insensitive);
        (await _sink.For("granted@sales.example", 1))[0].Text.ShouldContain("Contact email: canary@person.example");
    }

    [Fact]
    public async Task what_a_lead_says_of_itself_stays_text()
    {
        await _server.SubscribeMail("hostile", To("hostile@sales.example"));
        var lead = await _server.Capture("mail/" + Wire.NewId(), """{"source":"<script>alert(1)</script>\r\n  Owner: mallory"}""");
        await _server.Step(lead, "qualify", """{"team":"hostile"}""");

        var taken = (await _sink.For("hostile@sales.example", 1))[0];
        taken.Html.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt;");
        taken.Html.ShouldNotContain("<script", Case.Insensitive);
        taken.Html.ShouldNotContain("http", Case.Insensitive);
        taken.Text.Split('\n').ShouldNotContain(line => line.TrimStart().StartsWith("Owner:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task a_server_that_is_back_gets_it_under_the_same_message_id()
    {
        var subscription = await _server.SubscribeMail("back", To("back@sales.example"));
        _sink.GoAway();
        await _server.Qualified("back");
        await _server.DeliveriesOnce(subscription, all => all.Count == 1 && Errors(all[0]!).Contains("refused"));
        var dropped = 0;
        _sink.Answer = line => line == "." && Interlocked.Increment(ref dropped) == 1 ? SmtpSink.HangUp : null;
        _sink.ComeBack();
        await _server.Do(subscription, "redeliver", $$"""{"ids":["{{(await _server.Deliveries(subscription))[0]!["id"]}}"]}""");

        var delivery = (await _server.DeliveriesOnce(subscription, all => (string)all[0]!["state"]! == "delivered"))[0]!;
        var errors = Errors(delivery);
        (errors[0], errors[^2], errors[^1]).ShouldBe(("refused", "reset", "delivered"));
        (await _sink.For("back@sales.example", 1)).Select(taken => taken.Mail.MessageId).ShouldBe([$"{delivery["id"]}@house.example"]);
    }

    [Fact]
    public async Task an_address_the_server_never_takes_is_a_dead_letter_at_once_and_keeps_it_from_no_other()
    {
        _sink.Answer = line => line.Contains("gone@sales.example", StringComparison.Ordinal) && line.StartsWith("RCPT", StringComparison.Ordinal) ? "550 <gone@sales.example> is no user here" : null;
        var alone = await _server.SubscribeMail("refused", To("gone@sales.example"));
        var both = await _server.SubscribeMail("refused", To("gone@sales.example", "there@sales.example"));
        await _server.Qualified("refused");

        var dead = (await _server.DeliveriesOnce(alone, all => all.Count == 1 && (string)all[0]!["state"]! == "exhausted"))[0]!["attempts"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)dead["outcome"], (string?)dead["error"], (int)dead["status"]!, (string?)dead["answer"]).ShouldBe(("refused", "recipient-refused", 550, "<…> is no user here"));
        (await _sink.For("there@sales.example", 1))[0].To.ShouldBe(["there@sales.example"]);
        var told = (await _server.DeliveriesOnce(both, all => all.Count == 1 && (string)all[0]!["state"]! == "delivered"))[0]!["attempts"]![0]!;
        ((string?)told["error"], (int)told["status"]!).ShouldBe(("recipient-refused", 550));
    }

    [Theory]
    [InlineData("RCPT", "451 later", "deferred", 451)]
    [InlineData("MAIL", "550 not you", "sender-refused", 550)]
    [InlineData("EHLO", SmtpSink.HangUp, "reset", null)]
    public async Task what_can_change_is_tried_again(string line, string answer, string error, int? status)
    {
        var refused = 0;
        _sink.Answer = said => said.StartsWith(line, StringComparison.Ordinal) && Interlocked.Increment(ref refused) == 1 ? answer : null;
        var subscription = await _server.SubscribeMail(error, To($"{error}@sales.example"));
        await _server.Qualified(error);

        var delivery = (await _server.DeliveriesOnce(subscription, all => all.Count == 1 && (string)all[0]!["state"]! == "delivered"))[0]!;
        Errors(delivery).ShouldBe([error, "delivered"]);
        ((int?)delivery["attempts"]![0]!["status"]).ShouldBe(status);
    }

    [Theory]
    [InlineData("""{}""", "/settings/to")]
    [InlineData("""{"to":[]}""", "/settings/to")]
    [InlineData("""{"to":["nobody"]}""", "/settings/to")]
    [InlineData("""{"to":["Eve <eve@sales.example>"]}""", "/settings/to")]
    [InlineData("""{"to":["eve@sales.example\r\nBcc: all@sales.example"]}""", "/settings/to")]
    [InlineData("""{"to":["eve@sales.example"],"digest":"weekly"}""", "/settings/digest")]
    [InlineData("""{"to":["eve@sales.example"],"digest":"daily","zone":"Europe/Berlin"}""", "/settings/at")]
    [InlineData("""{"to":["eve@sales.example"],"digest":"daily","at":"08:00","zone":"Mars"}""", "/settings/zone")]
    [InlineData("""{"to":["eve@sales.example"],"at":"08:00"}""", "/settings/at")]
    public async Task settings_that_are_not_understood_are_refused(string settings, string pointer) =>
        (await _server.AskForMail("none", settings)).ShouldBeProblem(400, "event.malformed", pointer);
}

[Collection(SharedServer.Name)]
public sealed class NoMailServerTests(ServerFixture fixture)
{
    [Fact]
    public async Task without_a_mail_server_nobody_can_subscribe_by_email() =>
        (await fixture.Server.AskForMail("none", To("eve@sales.example"))).ShouldBeProblem(422, "subscription.channel-unconfigured");
}
