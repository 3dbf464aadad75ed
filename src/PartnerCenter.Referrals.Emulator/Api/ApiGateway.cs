namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// What stands around every operation: a refusal or a defect becomes an envelope, and every answer gets the headers of wire contract 1.3.
/// </summary>
internal sealed class ApiGateway(ReferralsApi api, TimeProvider clock)
{
    private const string ClientRequestId = "client-request-id";

    // An opaque text; the real one names servers.
    private const string Diagnostic = """{"ServerInfo":{"DataCenter":"Loopback","Slice":"Emulator"}}""";

    public Answer Answer(ReceivedRequest request)
    {
        Answer answer;
        try
        {
            answer = api.Answer(request);
        }
        catch (ServiceFault fault)
        {
            answer = fault.ToAnswer();
        }
        catch (Exception defect)
        {
            answer = ServiceFault.Of(defect).ToAnswer();
        }

        Stamp(answer, request);
        return answer;
    }

    /// <summary>Puts on what every answer of the service carries.</summary>
    public void Stamp(Answer answer, ReceivedRequest request)
    {
        answer.Headers["request-id"] = Guid.NewGuid().ToString();
        answer.Headers["x-ms-ags-diagnostic"] = Diagnostic;
        answer.Headers["timestamp"] = DateTimeOffsetConverter.Write(clock.GetUtcNow());
        answer.SetIfPrintable(ClientRequestId, request.Headers.GetValueOrDefault(ClientRequestId));
    }
}
