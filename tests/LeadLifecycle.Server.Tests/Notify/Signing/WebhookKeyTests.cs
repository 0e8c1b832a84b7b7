using LeadLifecycle.Server.Notify.Signing;

namespace LeadLifecycle.Server.Tests.Notify.Signing;

/// <summary>How secrets and keys are read, written and not shown.</summary>
public sealed class WebhookKeyTests
{
    [Fact]
    public void a_generated_secret_has_32_bytes_and_is_read_again()
    {
        var text = WebhookSecret.Generate().Reveal();
        text.ShouldStartWith("whsec_");
        Convert.FromBase64String(text["whsec_".Length..]).Length.ShouldBe(32);
        WebhookSecret.Parse(text).Reveal().ShouldBe(text);
        WebhookSecret.Generate().Reveal().ShouldNotBe(text);
    }

    [Theory]
    [InlineData(23, false)]
    [InlineData(24, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void a_secret_has_24_to_64_bytes(int length, bool isOne) =>
        WebhookSecret.TryParse("whsec_" + Convert.ToBase64String(new byte[length]), out _).ShouldBe(isOne);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw ")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjU PD8ILPZIo2LaLaSw")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa-_")]
    [InlineData("whsk_VEVTVFNJR05JTkdLRVlET05PVFVTRVRISVNGT1JBTlk=")]
    public void anything_else_is_no_secret(string? text) => WebhookSecret.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void a_refusal_does_not_repeat_the_secret() =>
        Should.Throw<FormatException>(() => WebhookSecret.Parse("whsec_c2hvcnQ=")).Message.ShouldNotContain("c2hvcnQ");

    [Fact]
    public void a_signing_key_is_read_again_and_has_a_public_half()
    {
        var key = SigningKey.Generate();
        var again = SigningKey.Parse(key.Reveal());
        again.PublicKey.ShouldBe(key.PublicKey);
        again.PublicKey.ShouldStartWith("whpk_");
        Convert.FromBase64String(again.PublicKey["whpk_".Length..]).Length.ShouldBe(32);
        SigningKey.TryParse("whsk_" + Convert.ToBase64String(new byte[33]), out _).ShouldBeFalse();
        SigningKey.TryParse(key.PublicKey, out _).ShouldBeFalse();
    }

    [Fact]
    public void neither_shows_itself_in_a_log()
    {
        var (secret, key) = (WebhookSecret.Generate(), SigningKey.Generate());
        $"{secret} {key}".ShouldNotContain(secret.Reveal()["whsec_".Length..]);
        $"{secret} {key}".ShouldNotContain(key.Reveal()["whsk_".Length..]);
    }
}
