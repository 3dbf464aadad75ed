using System.Text;
using Microsoft.AspNetCore.Http;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Keeps web pages of other origins from reading or steering the emulator through the browser of the person who runs it. A page that has
/// its name resolved to this machine (DNS rebinding) sends its own name as the host; a form of another page sends that page's origin.
/// </summary>
internal static class ControlGuard
{
    /// <summary>Returns the refusal of a request that may come from another origin's page, or null.</summary>
    public static EmulatedResponse? Refuse(EmulatedRequest request)
    {
        if (!IsLoopback(request.Host))
        {
            return Refusal("The emulator's page is served to 127.0.0.1, [::1] and localhost only.");
        }

        // A browser sends the header with every POST. Other programs need not send it.
        return request.Headers.TryGetValue("Origin", out string? origin) && origin != request.Origin
            ? Refusal("The request comes from another origin's page.")
            : null;
    }

    private static bool IsLoopback(string host) =>
        Uri.TryCreate($"http://{host}", UriKind.Absolute, out Uri? address) && address.IsLoopback;

    private static EmulatedResponse Refusal(string message) => new(StatusCodes.Status403Forbidden, Encoding.UTF8.GetBytes(message))
    {
        Headers = { ["Content-Type"] = "text/plain; charset=utf-8" },
    };
}
