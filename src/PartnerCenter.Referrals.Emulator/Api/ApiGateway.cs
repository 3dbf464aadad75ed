using System.Globalization;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Runs the operation that a request calls, turns a refusal or an unexpected exception into an error envelope, and adds the headers of wire
/// contract 1.3 to every response.
/// </summary>
internal sealed class ApiGateway(ReferralsApi api, TimeProvider clock)
{
    // Wire contract 1.3 has the echo of the first; that of the second is expected because a client can read it nowhere else.
    private static readonly string[] Echoed = ["client-request-id", "MS-CorrelationId"];

    // The value is opaque; the real service's names servers.
    private const string Diagnostic = """{"ServerInfo":{"DataCenter":"Loopback","Slice":"Emulator"}}""";

    public EmulatedResponse Handle(EmulatedRequest request)
    {
        EmulatedResponse response = ApiException.Respond(() => api.Handle(request));
        AddHeaders(response, request);
        return response;
    }

    /// <summary>Returns a page without records for a list that the API accepts.</summary>
    public EmulatedResponse CreateEmptyPage(EmulatedRequest request) => api.CreateEmptyPage(request);

    /// <summary>Adds the headers that every response of the service has.</summary>
    public void AddHeaders(EmulatedResponse response, EmulatedRequest request)
    {
        response.Headers["request-id"] = Guid.NewGuid().ToString();
        response.Headers["x-ms-ags-diagnostic"] = Diagnostic;
        DateTimeOffset now = clock.GetUtcNow();
        response.Headers["timestamp"] = DateTimeOffsetConverter.Write(now);
        // Kestrel's own date would be that of the system clock.
        response.Headers["Date"] = now.ToString("R", CultureInfo.InvariantCulture);
        foreach (string name in Echoed)
        {
            response.SetIfPrintable(name, request.Headers.GetValueOrDefault(name));
        }
    }
}
