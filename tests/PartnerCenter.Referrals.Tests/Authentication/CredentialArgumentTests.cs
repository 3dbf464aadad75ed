using static PartnerCenter.Referrals.Tests.MockedEntra;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that unusable arguments are refused when a credential is created, not at the first call.</summary>
public sealed class CredentialArgumentTests
{
    [Fact]
    public void Bad_arguments_are_refused_by_name_and_rule()
    {
        Assert.Contains(
            "contoso.onmicrosoft.com",
            Assert.Throws<ArgumentException>("tenantId", () => ReferralsCredential.FromClientSecret("-a", "c", "s")).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("tenantId", () => ReferralsCredential.FromClientSecret("a b", "c", "s"));
        Assert.Throws<ArgumentNullException>("tenantId", () => ReferralsCredential.FromClientSecret(null!, "c", "s"));
        Assert.Throws<ArgumentNullException>("refreshToken", () => ReferralsCredential.FromRefreshToken(Tenant, "c", null, (string)null!));
        Assert.Throws<ArgumentException>("clientId", () => ReferralsCredential.FromClientSecret(Tenant, " ", "s"));
        foreach (Uri host in (Uri[])[new("http://login.example.com"), new("/relative", UriKind.Relative)])
        {
            ArgumentException refusal = Assert.Throws<ArgumentException>(
                "options",
                () => ReferralsCredential.FromClientSecret(Tenant, "c", "s", new ReferralsCredentialOptions { AuthorityHost = host }));
            Assert.Contains("an absolute https address", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentNullException>("prompt", () => ReferralsCredential.FromDeviceCode(Tenant, "c", null!));
        Assert.Throws<ArgumentException>("clientSecret", () => ReferralsCredential.FromUserAssertion(Tenant, "c", " ", _ => new("a")));
        Assert.Throws<ArgumentNullException>("userAssertion", () => ReferralsCredential.FromUserAssertion(Tenant, "c", "s", null!));
        Assert.Throws<ArgumentNullException>("certificate", () => ReferralsCredential.FromCertificate(Tenant, "c", null!));
        Assert.Throws<ArgumentNullException>("clientAssertion", () => ReferralsCredential.FromAssertion(Tenant, "c", null!));
        Assert.Throws<ArgumentNullException>("provider", () => ReferralsCredential.FromTokenProvider(null!));
        Assert.Throws<ArgumentException>("clientSecret", () => ReferralsCredential.FromRefreshToken(Tenant, "c", " ", "refresh-token"));
        Assert.Throws<ArgumentException>("clientSecret", () => ReferralsCredential.FromClientSecret(Tenant, "c", " "));
        ArgumentException blank = Assert.Throws<ArgumentException>(
            "refreshToken", () => ReferralsCredential.FromRefreshToken(Tenant, "c", null, "a b"));
        Assert.Contains("visible ASCII characters without spaces", blank.Message, StringComparison.Ordinal);
        ArgumentException token = Assert.Throws<ArgumentException>(
            "token", () => new ReferralsAccessToken("Bearer a", DateTimeOffset.MaxValue));
        Assert.Contains("pass the token alone", token.Message, StringComparison.Ordinal);
        Assert.Equal(
            "ReferralsAccessToken until 1970-01-01 00:00:00Z", new ReferralsAccessToken("secret", DateTimeOffset.UnixEpoch).ToString());
    }

    [Theory]
    [InlineData("https://ada:planted@login.contoso.example.com", "no query, fragment or user name")]
    [InlineData("https://planted@login.contoso.example.com", "no query, fragment or user name")]
    [InlineData("https://login.contoso.example.com?planted=1", "no query, fragment or user name")]
    [InlineData("https://login.contoso.example.com/#planted", "no query, fragment or user name")]
    [InlineData("https://login.contoso.example.com/planted", "no path")]
    [InlineData("http://login.contoso.example.com", "an absolute https address")]
    [InlineData("http://loopback", "an absolute https address")]
    [InlineData("http://contoso.localhost", "an absolute https address")]
    [InlineData("http://128.0.0.1", "an absolute https address")]
    [InlineData("http://[::2]", "an absolute https address")]
    [InlineData("http://planted@localhost", "no query, fragment or user name")]
    [InlineData("http://localhost/planted", "no path")]
    [InlineData("file:///planted", "an absolute https address")]
    public void An_authority_host_is_https_or_loopback_and_nothing_else(string host, string rule)
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(
            "options",
            () => ReferralsCredential.FromRefreshToken(
                Tenant, "c", null, "initial", new ReferralsCredentialOptions { AuthorityHost = new Uri(host) }));

        Assert.Contains(rule, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_authority_host_must_not_be_null() => Assert.Throws<ArgumentException>(
        "options",
        () => ReferralsCredential.FromRefreshToken(
            Tenant, "c", null, "initial", new ReferralsCredentialOptions { AuthorityHost = null! }));
}
