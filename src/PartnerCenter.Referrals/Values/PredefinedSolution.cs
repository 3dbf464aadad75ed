using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>A predefined solution: the id of a <see cref="SolutionTag"/> of type <see cref="SolutionTagType.Category"/>.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/en-us/partner-center/developer/referral-resources">Referral resources</see>
/// lists the values, in these capitals.
/// </remarks>
/// <param name="value">Any text, known or not; it is sent as it is.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<PredefinedSolution>))]
public sealed class PredefinedSolution(string value) : ExtensibleEnum<PredefinedSolution>(value), IExtensibleEnum<PredefinedSolution>
{
    /// <summary>The wire value <c>AdvancedAnalytics</c>.</summary>
    public static PredefinedSolution AdvancedAnalytics { get; } = new("AdvancedAnalytics");
    /// <summary>The wire value <c>ApplicationIntegration</c>.</summary>
    public static PredefinedSolution ApplicationIntegration { get; } = new("ApplicationIntegration");
    /// <summary>The wire value <c>ArtificialIntelligence</c>.</summary>
    public static PredefinedSolution ArtificialIntelligence { get; } = new("ArtificialIntelligence");
    /// <summary>The wire value <c>AzureSecurityOperationManagement</c>.</summary>
    public static PredefinedSolution AzureSecurityOperationManagement { get; } = new("AzureSecurityOperationManagement");
    /// <summary>The wire value <c>AzureStack</c>.</summary>
    public static PredefinedSolution AzureStack { get; } = new("AzureStack");
    /// <summary>The wire value <c>BackupDisasterRecovery</c>.</summary>
    public static PredefinedSolution BackupDisasterRecovery { get; } = new("BackupDisasterRecovery");
    /// <summary>The wire value <c>BigData</c>.</summary>
    public static PredefinedSolution BigData { get; } = new("BigData");
    /// <summary>The wire value <c>Blockchain</c>.</summary>
    public static PredefinedSolution Blockchain { get; } = new("Blockchain");
    /// <summary>The wire value <c>Chatbot</c>.</summary>
    public static PredefinedSolution Chatbot { get; } = new("Chatbot");
    /// <summary>The wire value <c>CloudDatabaseMigration</c>.</summary>
    public static PredefinedSolution CloudDatabaseMigration { get; } = new("CloudDatabaseMigration");
    /// <summary>The wire value <c>CloudMigration</c>.</summary>
    public static PredefinedSolution CloudMigration { get; } = new("CloudMigration");
    /// <summary>The wire value <c>CloudVoice</c>.</summary>
    public static PredefinedSolution CloudVoice { get; } = new("CloudVoice");
    /// <summary>The wire value <c>CognitiveServices</c>.</summary>
    public static PredefinedSolution CognitiveServices { get; } = new("CognitiveServices");
    /// <summary>The wire value <c>CompetitiveDatabaseMigration</c>.</summary>
    public static PredefinedSolution CompetitiveDatabaseMigration { get; } = new("CompetitiveDatabaseMigration");
    /// <summary>The wire value <c>Containers</c>.</summary>
    public static PredefinedSolution Containers { get; } = new("Containers");
    /// <summary>The wire value <c>DataWarehouse</c>.</summary>
    public static PredefinedSolution DataWarehouse { get; } = new("DataWarehouse");
    /// <summary>The wire value <c>DatabaseonLinux</c>.</summary>
    public static PredefinedSolution DatabaseOnLinux { get; } = new("DatabaseonLinux");
    /// <summary>The wire value <c>DevelopmentandTest</c>.</summary>
    public static PredefinedSolution DevelopmentAndTest { get; } = new("DevelopmentandTest");
    /// <summary>The wire value <c>DevOps</c>.</summary>
    public static PredefinedSolution DevOps { get; } = new("DevOps");
    /// <summary>The wire value <c>DigitalMedia</c>.</summary>
    public static PredefinedSolution DigitalMedia { get; } = new("DigitalMedia");
    /// <summary>The wire value <c>Dynamics365forCustomerService</c>.</summary>
    public static PredefinedSolution Dynamics365ForCustomerService { get; } = new("Dynamics365forCustomerService");
    /// <summary>The wire value <c>Dynamics365forFieldService</c>.</summary>
    public static PredefinedSolution Dynamics365ForFieldService { get; } = new("Dynamics365forFieldService");
    /// <summary>The wire value <c>Dynamics365forFinanceOperations</c>.</summary>
    public static PredefinedSolution Dynamics365ForFinanceOperations { get; } = new("Dynamics365forFinanceOperations");
    /// <summary>The wire value <c>Dynamics365forRetail</c>.</summary>
    public static PredefinedSolution Dynamics365ForRetail { get; } = new("Dynamics365forRetail");
    /// <summary>The wire value <c>Dynamics365forSales</c>.</summary>
    public static PredefinedSolution Dynamics365ForSales { get; } = new("Dynamics365forSales");
    /// <summary>The wire value <c>Dynamics365forTalent</c>.</summary>
    public static PredefinedSolution Dynamics365ForTalent { get; } = new("Dynamics365forTalent");
    /// <summary>The wire value <c>DynamicsonAzure</c>.</summary>
    public static PredefinedSolution DynamicsOnAzure { get; } = new("DynamicsonAzure");
    /// <summary>The wire value <c>EnterpriseBusinessIntelligence</c>.</summary>
    public static PredefinedSolution EnterpriseBusinessIntelligence { get; } = new("EnterpriseBusinessIntelligence");
    /// <summary>The wire value <c>Gaming</c>.</summary>
    public static PredefinedSolution Gaming { get; } = new("Gaming");
    /// <summary>The wire value <c>HighPerformanceComputing</c>.</summary>
    public static PredefinedSolution HighPerformanceComputing { get; } = new("HighPerformanceComputing");
    /// <summary>The wire value <c>HybridStorage</c>.</summary>
    public static PredefinedSolution HybridStorage { get; } = new("HybridStorage");
    /// <summary>The wire value <c>IdentityandAccessManagement</c>.</summary>
    public static PredefinedSolution IdentityAndAccessManagement { get; } = new("IdentityandAccessManagement");
    /// <summary>The wire value <c>InformationManagement</c>.</summary>
    public static PredefinedSolution InformationManagement { get; } = new("InformationManagement");
    /// <summary>The wire value <c>InternetofThings</c>.</summary>
    public static PredefinedSolution InternetOfThings { get; } = new("InternetofThings");
    /// <summary>The wire value <c>MachineLearning</c>.</summary>
    public static PredefinedSolution MachineLearning { get; } = new("MachineLearning");
    /// <summary>The wire value <c>Microserviceapplications</c>.</summary>
    public static PredefinedSolution MicroserviceApplications { get; } = new("Microserviceapplications");
    /// <summary>The wire value <c>MobileApplications</c>.</summary>
    public static PredefinedSolution MobileApplications { get; } = new("MobileApplications");
    /// <summary>The wire value <c>MySQLPostgresMigrationtoAzure</c>.</summary>
    public static PredefinedSolution MySqlPostgresMigrationToAzure { get; } = new("MySQLPostgresMigrationtoAzure");
    /// <summary>The wire value <c>Networking</c>.</summary>
    public static PredefinedSolution Networking { get; } = new("Networking");
    /// <summary>The wire value <c>NoSQLMigration</c>.</summary>
    public static PredefinedSolution NoSqlMigration { get; } = new("NoSQLMigration");
    /// <summary>The wire value <c>RedhatonAzure</c>.</summary>
    public static PredefinedSolution RedHatOnAzure { get; } = new("RedhatonAzure");
    /// <summary>The wire value <c>RegulatoryComplianceGDPR</c>.</summary>
    public static PredefinedSolution RegulatoryComplianceGdpr { get; } = new("RegulatoryComplianceGDPR");
    /// <summary>The wire value <c>SAPonAzure</c>.</summary>
    public static PredefinedSolution SapOnAzure { get; } = new("SAPonAzure");
    /// <summary>The wire value <c>ServerlessComputing</c>.</summary>
    public static PredefinedSolution ServerlessComputing { get; } = new("ServerlessComputing");
    /// <summary>The wire value <c>SharepointonAzure</c>.</summary>
    public static PredefinedSolution SharePointOnAzure { get; } = new("SharepointonAzure");
    /// <summary>The wire value <c>SQLServerUpgrade</c>.</summary>
    public static PredefinedSolution SqlServerUpgrade { get; } = new("SQLServerUpgrade");
    /// <summary>The wire value <c>ThreatProtection</c>.</summary>
    public static PredefinedSolution ThreatProtection { get; } = new("ThreatProtection");
    /// <summary>The wire value <c>WebDevelopment</c>.</summary>
    public static PredefinedSolution WebDevelopment { get; } = new("WebDevelopment");

    static PredefinedSolution IExtensibleEnum<PredefinedSolution>.Create(string value) => new(value);

    static PredefinedSolution[] IExtensibleEnum<PredefinedSolution>.Members =>
    [
        AdvancedAnalytics, ApplicationIntegration, ArtificialIntelligence, AzureSecurityOperationManagement, AzureStack,
        BackupDisasterRecovery, BigData, Blockchain, Chatbot, CloudDatabaseMigration, CloudMigration, CloudVoice, CognitiveServices,
        CompetitiveDatabaseMigration, Containers, DataWarehouse, DatabaseOnLinux, DevelopmentAndTest, DevOps, DigitalMedia,
        Dynamics365ForCustomerService, Dynamics365ForFieldService, Dynamics365ForFinanceOperations, Dynamics365ForRetail,
        Dynamics365ForSales, Dynamics365ForTalent, DynamicsOnAzure, EnterpriseBusinessIntelligence, Gaming, HighPerformanceComputing,
        HybridStorage, IdentityAndAccessManagement, InformationManagement, InternetOfThings, MachineLearning, MicroserviceApplications,
        MobileApplications, MySqlPostgresMigrationToAzure, Networking, NoSqlMigration, RedHatOnAzure, RegulatoryComplianceGdpr, SapOnAzure,
        ServerlessComputing, SharePointOnAzure, SqlServerUpgrade, ThreatProtection, WebDevelopment,
    ];
}
