using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PeerSupport.Moderation.Data.Migrations
{
    /// <inheritdoc />
    public partial class CasesAboutAMessage : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_cases_about",
                table: "cases",
                column: "message_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_cases_about",
                table: "cases");
        }
    }
}
