using System.Security.Cryptography;
using LeadLifecycle.Server.Hosting.Secrets;

namespace LeadLifecycle.Server.Tests.Hosting.Secrets;

/// <summary>What is put away comes back whole, with the right key, for the right purpose, or not at all.</summary>
public sealed class SecretBoxTests
{
    private static readonly byte[] Plain = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"u8.ToArray();
    private static readonly byte[] Old = RandomNumberGenerator.GetBytes(32);
    private static readonly byte[] New = RandomNumberGenerator.GetBytes(32);

    [Fact]
    public void what_is_closed_opens_and_no_two_boxes_are_alike()
    {
        var box = new SecretBox(New);
        box.Unprotect(box.Protect(Plain)).ShouldBe(Plain);
        box.Unprotect(box.Protect([], "a"), "a").ShouldBeEmpty();
        box.Protect(Plain).ShouldNotBe(box.Protect(Plain));
        Convert.ToHexString(box.Protect(Plain)).ShouldNotContain(Convert.ToHexString(Plain));
    }

    [Fact]
    public void after_a_rotation_the_new_key_closes_and_both_open()
    {
        var before = new SecretBox(Old);
        var after = new SecretBox(New, Old);
        after.Unprotect(before.Protect(Plain, "a"), "a").ShouldBe(Plain);
        Should.Throw<UnreadableSecretException>(() => before.Unprotect(after.Protect(Plain))).Message.ShouldContain("Secrets:Keys");
    }

    [Fact]
    public void a_box_for_one_purpose_does_not_open_for_another()
    {
        var box = new SecretBox(New);
        Should.Throw<UnreadableSecretException>(() => box.Unprotect(box.Protect(Plain, "endpoint 1"), "endpoint 2"));
    }

    [Fact]
    public void any_changed_or_missing_byte_is_noticed()
    {
        var box = new SecretBox(New);
        var closed = box.Protect(Plain, "a");
        for (var at = 0; at < closed.Length; at++)
        {
            var changed = closed.ToArray();
            changed[at] ^= 1;
            Should.Throw<UnreadableSecretException>(() => box.Unprotect(changed, "a"));
            Should.Throw<UnreadableSecretException>(() => box.Unprotect(closed[..at], "a"));
        }
    }
}
