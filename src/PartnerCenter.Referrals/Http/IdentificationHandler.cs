using System.Reflection;

namespace PartnerCenter.Referrals;

/// <summary>Gives each message its ids and says who calls (wire contract 1.2). The last of our handlers before the network.</summary>
internal sealed class IdentificationHandler : DelegatingHandler
{
    private static readonly string Product = "PartnerCenter.Referrals/" + Version();

    private readonly string _userAgent;

    public IdentificationHandler(string? applicationName, HttpMessageHandler next)
        : base(next)
    {
        _userAgent = applicationName is null ? Product : applicationName + " " + Product;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ReferralCall call = ReferralCall.Of(request);
        Set("Accept", "application/json");
        Set("User-Agent", _userAgent);
        Set("MS-RequestId", call.RequestId.ToString());
        Set("MS-CorrelationId", call.CorrelationId.ToString());
        Set("client-request-id", call.MarkHandedToNetwork().ToString());
        return base.SendAsync(request, cancellationToken);

        void Set(string name, string value)
        {
            // A request that answers a claims challenge comes by a second time.
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    // The part before "+" of the informational version; what follows is the commit.
    private static string Version() =>
        typeof(IdentificationHandler).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
