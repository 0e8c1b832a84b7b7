using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Notify.Email;
using MailKit.Security;
using Microsoft.Extensions.Configuration;

namespace LeadLifecycle.Server.Tests.Notify.Email;

public sealed class EmailSettingsTests
{
    [Fact]
    public void without_a_host_there_is_no_mail() => Find(("From", "leads@house.example")).ShouldBeNull();

    [Theory]
    [InlineData(null, 587, SecureSocketOptions.StartTls)]
    [InlineData("starttls", 587, SecureSocketOptions.StartTls)]
    [InlineData("TLS", 465, SecureSocketOptions.SslOnConnect)]
    [InlineData("none", 25, SecureSocketOptions.None)]
    public void the_port_follows_from_the_security(string? security, int port, SecureSocketOptions options)
    {
        var found = Find(("Host", "mail.example"), ("From", "leads@house.example"), ("Security", security))!;
        (found.Port, found.Security).ShouldBe((port, options));
    }

    [Theory]
    [InlineData("From", null)]
    [InlineData("From", "nobody")]
    [InlineData("Security", "ssl3")]
    [InlineData("Port", "0")]
    [InlineData("Port", "smtp")]
    public void what_cannot_be_used_refuses_the_start(string name, string? value) =>
        Should.Throw<StartRefusedException>(() => Find(("Host", "mail.example"), ("From", "leads@house.example"), (name, value))).Message.ShouldContain($"Notify:Smtp:{name}");

    private static EmailSettings? Find(params (string Name, string? Value)[] settings) => EmailSettings.Find(
        new ConfigurationBuilder().AddInMemoryCollection(settings.GroupBy(one => one.Name).Select(one => KeyValuePair.Create($"Notify:Smtp:{one.Key}", one.Last().Value))).Build());
}
