using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that the copy of a cause shows what kind of failure it was, and no text of others.</summary>
public sealed class SafeCauseTests
{
    [Fact]
    public void The_failures_of_the_network_keep_their_types_and_codes()
    {
        using CancellationTokenSource cancellation = new();
        HttpRequestException http = Copy(new HttpRequestException(
            HttpRequestError.ProxyTunnelError, "planted", new SocketException((int)SocketError.ConnectionReset, "planted"),
            HttpStatusCode.ProxyAuthenticationRequired));

        Assert.Equal(
            (HttpRequestError.ProxyTunnelError, HttpStatusCode.ProxyAuthenticationRequired), (http.HttpRequestError, http.StatusCode));
        Assert.Equal("The HTTP request failed (ProxyTunnelError).", http.Message);
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(http.InnerException).SocketErrorCode);
        Assert.Equal(
            "The HTTP response could not be read. (InvalidResponse)",
            Copy(new HttpIOException(HttpRequestError.InvalidResponse, "planted")).Message);
        Assert.IsType<TimeoutException>(Copy(new IOException("planted", new TimeoutException("planted"))).InnerException);
        Assert.Equal(
            cancellation.Token,
            Copy(new TaskCanceledException("planted", new JsonException("planted"), cancellation.Token)).CancellationToken);
        Assert.Equal(
            cancellation.Token, Copy(new OperationCanceledException("planted", null, cancellation.Token)).CancellationToken);
    }

    [Theory]
    [InlineData(
        "The remote certificate is invalid because of errors in the certificate chain: NotTimeValid, UntrustedRoot",
        "TLS failed (NotTimeValid, UntrustedRoot).")]
    [InlineData(
        "The remote certificate is invalid according to the validation procedure: RemoteCertificateNameMismatch",
        "TLS failed (RemoteCertificateNameMismatch).")]
    [InlineData("planted", "TLS failed (for a reason other than the certificate).")]
    public void A_failure_of_TLS_names_the_errors_of_the_certificate(string message, string safe) =>
        Assert.Equal(safe, Copy(new AuthenticationException(message)).Message);

    [Fact]
    public void Any_other_exception_is_named_by_its_type_and_keeps_its_trace()
    {
        JsonException original = Assert.Throws<JsonException>(Throw);
        original.Data["key"] = "planted";

        Exception copy = SafeCause.Of(original);

        PlantedText.RequireAbsent(copy);
        Assert.Equal(
            "System.Text.Json.JsonException (its message is left out, because it may quote a request or a response)", copy.Message);
        Assert.Contains(nameof(Throw), copy.ToString(), StringComparison.Ordinal);
        Assert.Same(copy, SafeCause.Of(copy));

        static void Throw() => throw new JsonException("planted");
    }

    [Fact]
    public void All_causes_of_several_failures_are_copied()
    {
        AggregateException copy = Copy(new AggregateException(
            "planted", new InvalidTimeZoneException("planted", new FormatException("planted")), new AggregateException(
                "planted", new IOException("planted"))));

        Assert.Equal(2, copy.InnerExceptions.Count);
        Assert.StartsWith("System.FormatException (", copy.InnerExceptions[0].InnerException!.Message, StringComparison.Ordinal);
        Assert.IsType<IOException>(Assert.IsType<AggregateException>(copy.InnerExceptions[1]).InnerException);
    }

    [Fact]
    public void An_exception_of_the_package_is_its_own_copy()
    {
        ReferralsException own = new("own");

        Assert.Same(own, SafeCause.Of(own));
        Assert.Null(SafeCause.Of(null));
    }

    [Fact]
    public void An_exception_of_a_callback_is_copied_only_if_it_may_quote_the_network()
    {
        FileNotFoundException own = new("own words");

        Assert.Same(own, SafeCause.OfCallback(own));
        PlantedText.RequireAbsent(SafeCause.OfCallback(new InvalidTimeZoneException("planted", new HttpRequestException("planted"))));
        PlantedText.RequireAbsent(SafeCause.OfCallback(new AggregateException("planted", new JsonException("planted"))));
    }

    private static T Copy<T>(T original)
        where T : Exception
    {
        T copy = Assert.IsType<T>(SafeCause.Of(original));
        PlantedText.RequireAbsent(copy);
        return copy;
    }

    [Fact]
    public void An_exception_that_a_program_makes_quotes_no_response_at_any_depth()
    {
        HttpRequestException quoting = new("planted");
        Exception[] made =
        [
            new ReferralsException("Own.", quoting), new ReferralsAuthenticationException("Own.", quoting),
            new ReferralOutcomeUnknownException("Own.", new InvalidOperationException("Words.", quoting)),
            new InvalidOperationException("Words.", new ReferralsException("Own.", new ReferralsException("Inner.", quoting))),
        ];

        Assert.All(made, exception => Assert.DoesNotContain("planted", exception.ToString(), StringComparison.Ordinal));
        InvalidOperationException harmless = new("Words.");
        Assert.Same(harmless, new ReferralsException("Own.", harmless).InnerException);
    }
}
