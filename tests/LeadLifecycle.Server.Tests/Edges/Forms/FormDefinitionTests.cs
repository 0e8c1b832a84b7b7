using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Edges.Forms;

/// <summary>What operators may say of a form.</summary>
[Collection(SharedServer.Name)]
public sealed class FormDefinitionTests(ServerFixture fixture)
{
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task a_form_is_kept_shown_changed_and_taken_away()
    {
        var form = await _server.Form();
        var id = (string)form["id"]!;
        ((string?)form["address"]).ShouldBe($"/v1/capture/{id}");
        ((string?)form["sender"]).ShouldBe($"urn:leadlifecycle:form:{id}");
        ((string?)form["unknownFields"]).ShouldBe("reject");
        ((int?)form["perMinute"]).ShouldBe(10);
        (await _server.Get($"/v1/forms/{id}")).ToJsonString().ShouldBe(form.ToJsonString());
        (await _server.Get("/v1/forms"))["forms"]!.AsArray().Select(one => (string?)one!["id"]).ShouldContain(id);

        var changed = await Patch(id, """{"perMinute":3,"honeypot":null,"unknownFields":"drop","sender":"urn:site"}""");
        changed.Status.ShouldBe(200, changed.Text);
        ((int?)changed.Json["perMinute"]).ShouldBe(3);
        changed.Json["honeypot"].ShouldBeNull();
        ((string?)changed.Json["name"]).ShouldBe("contact page");
        changed.Json["fields"]!.ToJsonString().ShouldBe(form["fields"]!.ToJsonString());
        (await _server.Get($"/v1/forms/{id}")).ToJsonString().ShouldBe(changed.Json.ToJsonString());

        (await _server.Ask($"/v1/forms/{id}", "DELETE")).Status.ShouldBe(200);
        (await _server.Ask($"/v1/forms/{id}")).ShouldBeProblem(404, "form.unknown");
        (await _server.Ask($"/v1/forms/{id}", "DELETE")).ShouldBeProblem(404, "form.unknown");
        (await Patch(id, "{}")).ShouldBeProblem(404, "form.unknown");
    }

    [Theory]
    [InlineData("""{"name":null}""", "/name")]
    [InlineData("""{"fields":null}""", "/fields")]
    [InlineData("""{"fields":{}}""", "/fields")]
    [InlineData("""{"fields":{"n":"contact.name"}}""", "/fields")]
    [InlineData("""{"fields":{"e":"contact.email","r":"reopen"}}""", "/fields")]
    [InlineData("""{"fields":{"e":"contact.email","r":"actor"}}""", "/fields")]
    [InlineData("""{"fields":{"e":"contact.email","r":"contact"}}""", "/fields")]
    [InlineData("""{"fields":{"e":"contact.email","r":"contact.fax"}}""", "/fields")]
    [InlineData("""{"fields":{"e":"contact.email","f":"contact.email"}}""", "/fields")]
    [InlineData("""{"fields":{"_e":"contact.email"}}""", "/fields")]
    [InlineData("""{"fields":{"e":7}}""", "/fields/e")]
    [InlineData("""{"honeypot":"email"}""", "/honeypot")]
    [InlineData("""{"honeypot":"_trap"}""", "/honeypot")]
    [InlineData("""{"perMinute":0}""", "/perMinute")]
    [InlineData("""{"perMinute":10001}""", "/perMinute")]
    [InlineData("""{"unknownFields":"keep"}""", "/unknownFields")]
    [InlineData("""{"origins":["www.example.com"]}""", "/origins")]
    [InlineData("""{"origins":["https://www.example.com/"]}""", "/origins")]
    [InlineData("""{"origins":["https://www.example.com/page"]}""", "/origins")]
    [InlineData("""{"origins":["*"]}""", "/origins")]
    [InlineData("""{"origins":["null"]}""", "/origins")]
    [InlineData("""{"redirects":["/thanks"]}""", "/redirects")]
    [InlineData("""{"redirects":["javascript:alert(1)"]}""", "/redirects")]
    [InlineData("""{"redirects":["https://a.example/\r\nX: 1"]}""", "/redirects")]
    [InlineData("""{"constants":{"reopen":"true"}}""", "/constants")]
    [InlineData("""{"constants":{"campaign":"a"}}""", "/constants")]
    [InlineData("""{"constants":{"sourceClass":"7"}}""", "/constants")]
    [InlineData("""{"sender":""}""", "/sender")]
    [InlineData("""{"orgins":[]}""", "/orgins")]
    public async Task what_makes_no_form_is_refused(string more, string pointer)
    {
        var form = await _server.Form();
        (await Patch((string)form["id"]!, more)).ShouldBeProblem(400, "event.malformed", pointer);
        (await _server.Get($"/v1/forms/{form["id"]}")).ToJsonString().ShouldBe(form.ToJsonString());
    }

    [Fact]
    public async Task a_form_needs_a_name_and_fields()
    {
        (await _server.Say("/v1/forms", """{"fields":{"email":"contact.email"}}""", "application/json")).ShouldBeProblem(400, "event.malformed", "/name");
        (await _server.Say("/v1/forms", """{"name":"empty"}""", "application/json")).ShouldBeProblem(400, "event.malformed", "/fields");
    }

    private async Task<Reply> Patch(string id, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/v1/forms/{id}") { Content = JsonContent.Create(JsonNode.Parse(body)) };
        return await _server.Send(request);
    }
}
